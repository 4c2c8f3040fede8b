/** The icons of the menu, by the names routes.ts uses. */
import {
  ApiIcon, AppIcon, CheckDoubleIcon, CheckRectangleIcon, DashboardIcon, ErrorTriangleIcon, FileSafetyIcon, FlowchartIcon,
  MailIcon, NotificationIcon, ScanIcon, SettingIcon, TabletIcon, TreeRoundDotIcon, UserBlockedIcon, UsergroupIcon,
  UserListIcon, UserVisibleIcon,
} from 'tdesign-icons-vue-next'
import type { Component } from 'vue'

export const menuIcons: Record<string, Component> = {
  app: AppIcon,
  approval: CheckRectangleIcon,
  audit: FileSafetyIcon,
  blocklist: UserBlockedIcon,
  check: CheckDoubleIcon,
  conflict: ErrorTriangleIcon,
  dashboard: DashboardIcon,
  department: TreeRoundDotIcon,
  device: TabletIcon,
  flow: FlowchartIcon,
  gate: ScanIcon,
  group: UsergroupIcon,
  invitation: MailIcon,
  message: NotificationIcon,
  setting: SettingIcon,
  staff: UserListIcon,
  visit: UserVisibleIcon,
  webhook: ApiIcon,
}
