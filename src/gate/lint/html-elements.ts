/** Elements without an end tag (HTML standard 13.1.2), and the obsolete `param`. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)

/** Names of HTML elements, including obsolete ones, SVG and MathML, in lower case. */
export const HTML_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address animate animatetransform applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button ' +
    'canvas caption center circle cite clippath code col colgroup data datalist dd defs del desc details dfn dialog dir div dl dt ellipse em embed ' +
    'fieldset figcaption figure filter font footer foreignobject form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html ' +
    'i iframe image img input ins kbd keygen label legend li line lineargradient link listing main map mark marker marquee mask math menu menuitem meta metadata meter mpath ' +
    'nav nobr noembed noframes noscript object ol optgroup option output p param path pattern picture plaintext polygon polyline portal pre progress q ' +
    'radialgradient rb rect rp rt rtc ruby s samp script search section select set slot small source span stop strike strong style sub summary sup svg switch symbol ' +
    'table tbody td template text textarea textpath tfoot th thead time title tr track tspan tt u ul use var video view wbr xmp ' +
    'annotation annotation-xml maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics'
  ).split(' '),
)
