import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import FirstPage from './FirstPage.vue'
import Migrations from './Migrations.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('FirstPage', FirstPage)
    app.component('Migrations', Migrations)
  }
} satisfies Theme
