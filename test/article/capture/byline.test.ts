import { expect, it } from 'vitest'
import { readByline } from '../../../src/article/capture/byline.ts'

it.each([
  ['February 3, 2024 by Jane Doe', ['Jane Doe'], '2024-02-03'],
  ['Von Anna Becker, 3. Februar 2024, 18:22 Uhr', ['Anna Becker'], '2024-02-03T18:22'],
  ['14.02.2024, 22:41 Uhr | dpa', [], '2024-02-14T22:41'],
  ['BY CARL BENNING', ['Carl Benning'], undefined],
  ['By Jane Doe, Ana Ruiz and John Roe', ['Jane Doe', 'Ana Ruiz', 'John Roe'], undefined],
  ['Published 11:20 AM EST, Sat February 3, 2024', [], '2024-02-03T11:20-05:00'],
  ['Por María Luz Ortega | 03/02/2024 - 10:15', ['María Luz Ortega'], '2024-02-03T10:15'],
])('%s is a byline', (line, authors, published) => {
  const byline = readByline(line)
  expect([byline?.authors, byline?.published]).toEqual([authors, published])
})

it.each([
  'Published 3 hours ago',
  'By Monday',
  'By New York, the train was full.',
  'By New York standards it was a small fire',
  'The bridge closed on 3 February 2024',
  'Reporting by Lena Corso; Editing by Mark Potter',
])('%s is not a byline', (line) => expect(readByline(line)).toBeUndefined())
