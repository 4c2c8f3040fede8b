/** Begins: colour and zone of the school, who is signed in, then the page. */
import 'tdesign-vue-next/es/style/index.css'
import '@/ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './app/router'
import { applyBrand, school } from './school'
import { sentence } from './http/errors'
import { useSession } from './session/store'
import { trapFocus } from './ui/focusTrap'
import { nameOverlays } from './ui/overlays'
import { useZone } from './ui/time'

applyBrand(school.color, document.documentElement.style)
useZone(school.timezone)
trapFocus(document)
nameOverlays(document)
const app = createApp(App).use(createPinia())

void useSession()
  .load()
  .then(() => app.use(router).mount('#app'))
  .catch(sayWhy)

/** Not even the question who is signed in was answered. */
function sayWhy(error: unknown): void {
  const place = document.getElementById('app')
  if (place) place.textContent = `${sentence(error)}（请刷新页面重试）`
}
