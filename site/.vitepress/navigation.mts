import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'

type Group = { text: string; pages: (string | RegExp)[] }

/** In the order in which one needs them. An expression takes in all pages that it fits, by name. */
const GROUPS: Group[] = [
  {
    text: 'Quick starts',
    pages: ['quick-starts/tomcat', 'quick-starts/jetty', 'spring-boot', 'quick-starts/embedded', /^quick-starts\//, 'install']
  },
  { text: 'Come from elsewhere', pages: [/^migration/] },
  { text: 'Use it', pages: ['configuration', 'cookies', 'values', 'login', 'frameworks', 'long-requests', 'tomcat-store'] },
  { text: 'Run it', pages: ['aws', 'regions', 'operations', 'console', 'metrics', 'tracing', 'monitoring', 'runbook', 'audit', 'security', 'troubleshooting', 'glossary'] },
  { text: 'Figures', pages: ['cost', 'failover', 'benchmarks'] },
  { text: 'Understand it', pages: ['design', /^design\//, 'traps', 'dependencies', 'releasing'] }
]

/** Each page is in one group, or the site is not built: what no list has, nobody finds. */
export function groups(docs: string): DefaultTheme.SidebarItem[] {
  const left = new Set(pagesIn(docs))
  const sidebar = GROUPS.map(({ text, pages }) => ({
    text,
    items: pages.flatMap(page => take(left, page)).map(page => ({ text: title(docs, page).replace('Quick start: ', ''), link: `/${page}` }))
  })).filter(({ items }) => items.length > 0)
  left.delete('index')
  if (left.size > 0) {
    throw new Error(`pages in no group of .vitepress/navigation.mts: ${[...left].join(', ')}`)
  }
  return sidebar
}

export function migrations(docs: string) {
  return pagesIn(docs).filter(page => page.startsWith('migration')).map(page => ({ text: title(docs, page), link: `/${page}` }))
}

function take(left: Set<string>, wanted: string | RegExp): string[] {
  const found = [...left].filter(page => (typeof wanted === 'string' ? page === wanted : wanted.test(page)))
  if (found.length === 0 && typeof wanted === 'string') {
    throw new Error(`.vitepress/navigation.mts names a page that is not there: ${wanted}`)
  }
  found.forEach(page => left.delete(page))
  return found
}

function pagesIn(docs: string): string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => file.replaceAll('\\', '/').replace(/\.md$/, ''))
    .sort()
}

/** Its first heading. */
export function title(docs: string, page: string): string {
  return readFileSync(join(docs, `${page}.md`), 'utf8').match(/^# (.*)$/m)![1]
}
