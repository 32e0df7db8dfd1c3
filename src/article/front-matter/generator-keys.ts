/** Keys by which other programs position, count or decorate a page, and which have no meaning for a feed. */
const KEYS: ReadonlySet<string> = new Set(
  // Jekyll and its plug-ins, WordPress exports
  (
    'layout comments commentsenabled wordpress_id wordpressid wordpress_url post_id meta sidebar sidebar_sort_order header ' +
    'classes toc toc_label toc_sticky toc_icon author_profile share related read_time mathjax math katex mermaid pin ' +
    'sitemap redirect_from redirect_to render_with_liquid excerpt_separator last_modified_at_source nav_order parent ' +
    'has_children has_toc collection pagination paginate ' +
    // Hugo and its themes
    'aliases weight menu markup outputs cascade resources linktitle showtoc tocopen hidemeta showreadingtime ' +
    'showsharebuttons showpostnavlinks showbreadcrumbs disableshare disablehljs searchhidden usehugotoc editpost ' +
    'usepagebundles featuredimage codemaxlines codelinenumbers figurepositionshow thumbnail lightgallery ' +
    // Docusaurus, VitePress, VuePress, MkDocs
    'sidebar_label sidebar_position sidebar_class_name hide_title hide_table_of_contents pagination_label ' +
    'pagination_next pagination_prev custom_edit_url toc_min_heading_level toc_max_heading_level displayed_sidebar ' +
    'navbar footer outline editlink lastupdated prev next pageclass icon hide readtime template ' +
    // Eleventy, Astro, Gatsby, Hexo, Nikola, Pelican, Quarto
    'eleventynavigation eleventycomputed templateengineoverride pagination ogimage heroimage herobackground featured ' +
    'top mathjax2 copyright photos previewimage has_math hidetitle nocomments format execute jupyter bibliography csl ' +
    'link-citations code-fold editor number-sections output knitr css scripts stylesheets'
  ).split(' '),
)

/** Whether `key`, in any letter case, is an instruction to another program about the page. */
export function isGeneratorKey(key: string): boolean {
  return KEYS.has(key.toLowerCase())
}
