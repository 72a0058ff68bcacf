import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { githubAnchor } from './anchors.mts'
import { accessibleTables, linksOutOfTheDocs, linksSayTitles } from './markdown.mts'
import { groups, migrations } from './navigation.mts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const docs = join(root, 'docs')

/** The one place where the repository's address is written down. */
const repository = readFileSync(join(root, 'pom.xml'), 'utf8').match(/<scm[^>]*>[\s\S]*?<url>(.*?)<\/url>/)![1]
const name = repository.replace(/.*\//, '')

export default defineConfig({
  title: 'Dynamosession',
  description: 'HTTP sessions of Apache Tomcat and Eclipse Jetty in Amazon DynamoDB, without sticky sessions',
  lang: 'en',
  base: `/${name}/`,
  srcDir: '../docs',
  outDir: './target/site',
  cacheDir: './target/cache',
  metaChunk: true,
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    anchor: { slugify: githubAnchor },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      const places = { root, docs, repository }
      md.use(linksSayTitles, places)
      md.use(linksOutOfTheDocs, places)
      md.use(accessibleTables)
    }
  },
  vite: {
    plugins: [
      {
        name: 'pages-see-vue',
        enforce: 'pre',
        // the pages lie where no node_modules are above them
        resolveId(id, importer, options) {
          const fromAPage = importer?.startsWith(docs) && /^vue(\/|$)/.test(id)
          return fromAPage ? this.resolve(id, fileURLToPath(import.meta.url), { ...options, skipSelf: true }) : null
        }
      }
    ]
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Quick starts', link: '/#quick-starts' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Troubleshooting', link: '/troubleshooting' }
    ],
    sidebar: groups(docs),
    migrations: migrations(docs),
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    externalLinkIcon: true
  },
  transformPageData(page) {
    if (page.relativePath === 'index.md') {
      page.frontmatter.layout = 'FirstPage'
      page.titleTemplate = ':title'
    }
  }
})
