import { describe, expect, it } from 'vitest'
import { fieldsOf } from '../../src/article/front-matter/fields.ts'
import { EditedFields } from '../../src/dialects/fields.ts'

describe('fields that are being translated', () => {
  const edited = () => new EditedFields(fieldsOf({ Pub_Date: '2024', title: 'One', pubdate: '2025' }))

  it('are found in any spelling, the exact one first', () => {
    expect(edited().text('pubDate')).toBe('2024')
    expect(edited().text('pubdate')).toBe('2025')
  })

  it('are found under their other spelling when one is gone', () => {
    const fields = edited()
    fields.drop('pubDate')
    expect(fields.text('pubDate')).toBe('2025')
    fields.rename('pubDate', 'date')
    expect([...fields.fields.keys()]).toEqual(['title', 'date'])
    expect(fields.has('pubdate')).toBe(false)
  })
})
