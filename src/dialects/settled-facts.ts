/**
 * Facts about a site that `feedwright init` writes to the settings of its source, because a later run might find others.
 */
export interface SettledFacts {
  /** Folders of articles, below the site folder. */
  readonly folders?: readonly string[] | undefined
  /** The id of a post as the template of the present feed writes it: `{{ post.url | prepend: site.url }}`. */
  readonly guid?: string | undefined
}
