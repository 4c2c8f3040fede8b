/** The icons of the menu, by the names routes.ts uses. */
import {
  AppIcon, CheckDoubleIcon, CheckRectangleIcon, DashboardIcon, FileSafetyIcon, FlowchartIcon, MailIcon,
  NotificationIcon, ScanIcon, SettingIcon, TreeRoundDotIcon, UsergroupIcon, UserListIcon, UserVisibleIcon,
} from 'tdesign-icons-vue-next'
import type { Component } from 'vue'

export const menuIcons: Record<string, Component> = {
  app: AppIcon,
  approval: CheckRectangleIcon,
  audit: FileSafetyIcon,
  check: CheckDoubleIcon,
  dashboard: DashboardIcon,
  department: TreeRoundDotIcon,
  flow: FlowchartIcon,
  gate: ScanIcon,
  group: UsergroupIcon,
  invitation: MailIcon,
  message: NotificationIcon,
  setting: SettingIcon,
  staff: UserListIcon,
  visit: UserVisibleIcon,
}
