/** The gate desk begins: a page of its own, which opens without a network too. */
import 'tdesign-vue-next/es/style/index.css'
import '@/ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { applyBrand, school } from '@/school'
import { trapFocus } from '@/ui/focusTrap'
import { useZone } from '@/ui/time'
import GateApp from './GateApp.vue'

applyBrand(school.color, document.documentElement.style)
useZone(school.timezone)
trapFocus(document)
document.title = `门岗核验 · ${school.name}`
createApp(GateApp).use(createPinia()).mount('#app')
