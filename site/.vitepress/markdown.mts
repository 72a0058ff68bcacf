import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { title } from './navigation.mts'

type Places = { root: string; docs: string; repository: string }

/** README, sources and samples are no pages of the site: a link to one of them leads to the repository. */
export function linksOutOfTheDocs(md: MarkdownRenderer, { root, docs, repository }: Places) {
  md.core.ruler.push('links-out-of-the-docs', state => {
    for (const token of state.tokens.flatMap(block => block.children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null
      if (href === null || /^([a-z]+:|#|\/)/.test(href)) {
        continue
      }
      const [path, fragment] = href.split('#')
      const file = resolve(dirname(state.env.path), decodeURI(path))
      if (file === docs || file.startsWith(docs + sep)) {
        continue
      }
      if (!existsSync(file)) {
        throw new Error(`dead link in ${state.env.path}: ${href}`)
      }
      const kind = statSync(file).isDirectory() ? 'tree' : 'blob'
      const place = relative(root, file).replaceAll(sep, '/')
      token.attrSet('href', `${repository}/${kind}/main/${place}${fragment ? `#${fragment}` : ''}`)
    }
  })
}

/** A link that says the name of a page's file, as is good to read in a repository, says its title. */
export function linksSayTitles(md: MarkdownRenderer, { docs }: Places) {
  md.core.ruler.push('links-say-titles', state => {
    for (const { children } of state.tokens) {
      children?.forEach((token, index) => {
        const link = children[index - 1]
        if (link?.type !== 'link_open' || !/^[\w/-]+\.md$/.test(token.content)) {
          return
        }
        const path = resolve(dirname(state.env.path), link.attrGet('href')!.replace(/#.*/, ''))
        if (path.startsWith(docs + sep)) {
          token.content = title(docs, relative(docs, path).replace(/\.md$/, ''))
        }
      })
    }
  })
}

/**
 * A table that is wider than the screen scrolls by itself, and not with the page; by the keys, too. A corner of it that says
 * nothing is no heading.
 */
export function accessibleTables(md: MarkdownRenderer) {
  md.core.ruler.push('empty-headings', ({ tokens }) => {
    tokens.forEach((token, index) => {
      if (token.type === 'th_open' && tokens[index + 1].content === '') {
        token.tag = 'td'
        tokens[index + 2].tag = 'td'
      }
    })
  })
  md.renderer.rules.table_open = (tokens, index, options, _env, self) => {
    const number = tokens.slice(0, index + 1).filter(({ type }) => type === 'table_open').length
    return `<div class="scrolls" role="region" aria-label="Table ${number}" tabindex="0">${self.renderToken(tokens, index, options)}`
  }
  md.renderer.rules.table_close = (tokens, index, options, _env, self) => `${self.renderToken(tokens, index, options)}</div>`
}
