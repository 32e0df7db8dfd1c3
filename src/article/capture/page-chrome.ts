import { readByline } from './byline.ts'

/**
 * Page furniture around an article on a saved page. Each pattern matches a whole line, so that a paragraph that only
 * mentions one of these things is kept. Covers English, German and French, and the most common phrases of Spanish,
 * Italian and Portuguese.
 */

/**
 * Combines patterns of one kind into one expression for a whole line; letter case and closing punctuation are ignored.
 */
function lines(...patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})\\s*[.:!…]*$`, 'iu')
}

/** The beginning of comments or the author's portrait: what follows is not part of the article. */
const END = lines(
  'ends|-+ ?ends? ?-+|(?:notes?|note) (?:to|for) (?:the )?editors?|(?:media|press) (?:contacts?|enquiries|inquiries)|forward-looking statements|for (?:media|interviews) .{0,30}contact',
  '(?:leave|post|add|write) a (?:comment|reply)(?: cancel reply)?',
  '(?:\\d+ )?comments?(?: ?\\(\\d+\\))?|(?:forum:? ?)?\\d+ postings?|discussion about this (?:post|article|story)|ready for more\\?',
  'no comments(?: yet)?|comments (?:are )?(?:closed|off)(?:\\. .{0,60})?|speak your mind(?: cancel reply)?',
  '(?:\\d+|one) (?:responses?|replies|thoughts?) (?:on|to) .{1,300}',
  'join (?:the|our) (?:discussion|conversation|comment.{0,20}|community)',
  'répondre à cet article|reply to this (?:article|post)|auf diesen artikel antworten',
  'your comments|responses(?: ?\\(\\d+\\))?|write a response',
  '(?:\\d+ )?kommentare?(?: ?\\(\\d+\\))?',
  '(?:einen )?kommentar (?:schreiben|hinterlassen|verfassen|abgeben)',
  'schreib(?:e|en sie)? (?:einen kommentar|uns)(?: antwort abbrechen)?',
  'hinterlasse(?:n sie)? (?:einen kommentar|eine antwort)(?: antwort abbrechen)?',
  '(?:\\d+ )?commentaires?(?: ?\\(\\d+\\))?',
  '(?:laisse[rz]|ajouter|écrire|poster) un commentaire(?: annuler la réponse)?',
  '(?:deja|dejar|añadir) (?:un comentario|una respuesta)(?: cancelar respuesta)?',
  '(?:\\d+ )?comentarios?',
  'lascia un commento(?: annulla risposta)?',
  '(?:deixe|deixar) um comentário',
  'about the authors?',
  '(?:über|zum) (?:den autor|die autorin|autor)',
  "à propos de l['’]auteure?|à propos de l['’]autrice",
  "sobre el autor|sobre o autor|informazioni sull[’']autore",
  '(?:\\d+ )?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|kommentarer|komentarze|комментарии|yorumlar|コメント|评论|評論|댓글|التعليقات|تعليقات)(?: ?[:(].{0,30}| \\d+)?',
  '(?:\\d+ )?(?:leggi i commenti|i commenti dei lettori|ver comentarios|voir les commentaires|show comments|view comments|load comments)(?: ?\\(?\\d+\\)?)?',
  'dodaj komentarz|оставить комментарий|yorum yap|napsat komentář|コメントを書く|اترك تعليقا|أضف تعليق',
  'reader interactions|primary sidebar|post navigation',
)

/** `Read also` in many languages. */
const READ_ALSO =
  '(?:read|see|watch|listen|lees|bekijk|luister|lire|voir|écouter|ver|vea|mirá|mira|lee|leé|leer|leia|veja|ouça|leggi|guarda|ascolta|lesen(?: sie)?|sehen(?: sie)?|läs|se|les|læs|lue|zobacz|czytaj|przeczytaj|čtěte|viz|читайте|смотрите) (?:also|next|ook|verder|aussi|également|también|anche|também|auch|dazu|också|även|også|myös|też|także|również|také|также|ещё|ще)'

/** The beginning of a list of other stories: what follows is not part of the article until the next prose. */
const ASIDE = lines(
  'related(?: internet)?(?: (?:posts?|articles?|stories|news|content|topics|coverage|reading|links))?',
  'you (?:may|might) (?:also )?(?:like|enjoy|be interested in).{0,60}',
  'more (?:from|on|in|about) .{1,60}|also read|other (?:news|stories|items) ?.{0,40}|elsewhere (?:on|in) .{1,40}|explore more (?:on|about) .{1,60}',
  READ_ALSO,
  'saber más|ler mais|scopri (?:di )?più.{0,40}|continua sul? .{1,30}|ce(?:la|ci) (?:pourrait|peut) (?:aussi )?vous intéresser|¿por qué confiar.{0,40}',
  "(?:artikel)?zusammenfassung|das wichtigste(?: in kürze)?|in kürze|resumo|resumen|riassunto|en bref|l[’']essentiel|samenvatting|summary|at a glance",
  'also (?:on|in) .{1,30}|(?:read )?more from .{1,40}',
  'popular(?: (?:posts|now|stories|category|categories|articles))?|recent (?:posts|comments|articles|stories)(?: (?:from|on|in) .{1,40})?|in this (?:article|story)|table of contents|editor picks?',
  'more (?:stories|news|articles|to read)|go deeper|dive deeper|top news(?: today)?',
  '(?:read|see|watch) (?:also|next|more)',
  'recommended(?: (?:for you|reading|stories|articles))?',
  'trending(?: now)?|most (?:read|popular|viewed|shared)|latest(?: news| stories)?|top stories|up next',
  "don['’]t miss|editor['’]?s['’]? (?:picks?|choice)|what to read next",
  "post navigation|beitragsnavigation|beitrags-navigation|navigation (?:de l[’']article|des articles)",
  'mehr zum thema|mehr aus .{1,60}|ähnliche (?:artikel|beiträge)|auch interessant|meistgelesen|neueste (?:artikel|beiträge)',
  'das könnte (?:dich|sie|ihnen) auch (?:interessieren|gefallen)|lesen sie auch|lesetipps?',
  '(?:à )?lire aussi|à voir aussi|articles? (?:similaires?|liés?|connexes?)|les plus lus',
  'sur le même (?:sujet|thème)|vous aimerez (?:peut-être )?aussi|dans la même rubrique',
  '(?:te|le) puede interesar|(?:noticias|artículos|entradas) relacionad[oa]s|lee también',
  'mehr (?:lesen )?(?:zu(?:m thema|r sache)?|über) .{1,60}|mehr lesen über|(?:verwandte|ähnliche|neueste) (?:artikel|beiträge|themen)|passend zum (?:artikel|thema)|weitere (?:artikel|beiträge|nachrichten|themen|meldungen)|(?:meist(?:gelesene|gelesen|kommentiert|geklickt)|beliebteste) ?(?:artikel)?|mehr aus .{1,40}|inhalt(?:sverzeichnis)?|zum thema|passend dazu',
  'à lire (?:aussi|également|ensuite)|pour aller plus loin|les plus (?:lus|partagés|consultés)|nos (?:articles|dossiers|newsletters).{0,40}|dans la même rubrique',
  'leia mais|à découvrir|empfohlene[rs]? (?:externer|redaktioneller|externe) inhalte?|key (?:points|takeaways)|ai-(?:assisted|generated) summary|para saber más|archivado en|seguí leyendo|sigue leyendo|temas de la nota|más (?:información|noticias|leídas?|sobre .{1,50})|lo más (?:leído|visto)|otras noticias|sobre la firma|también te puede interesar|noticias relacionadas',
  'lees (?:ook|meer|verder)|meest gelezen|gerelateerd(?:e (?:artikelen|berichten))?|ook interessant|läs (?:också|mer|även)|mest läst|les også|mest lest|læs også|mest læste',
  'più (?:letti|lette|visti)|potrebbe (?:anche )?interessarti|altre notizie|mais lid[ao]s|veja também|saiba mais|notícias relacionadas',
  'leggi anche|articoli correlati|potrebbe interessarti|leia também|artigos relacionados',
  'list of \\d+ items?|list \\d+ of \\d+|end of list|get involved with the news|also from this source|sponsored content',
  '(?:czytaj|zobacz|przeczytaj|sprawdź|polecamy)(?: (?:też|także|również|więcej))?|najczęściej czytane|najnowsze|powiązane (?:artykuły|tematy)|przeczytaj źródło',
  'читайте также|по теме|самое (?:читаемое|популярное)|материалы по теме|смотрите также|читайте ещё|читайте також|популярне|новости по теме',
  'ilgili haberler|çok okunanlar|bunlar da ilginizi çekebilir|son haberler|öne çıkanlar',
  'čtěte (?:také|více)|mohlo by vás zajímat|nejčtenější|související(?: články)?|přečtěte si (?:také|i)',
  '関連(?:記事|ニュース|リンク|キーワード|タグ)|(?:アクセス)?ランキング|あわせて読みたい|おすすめ(?:記事)?|こんな記事も|人気(?:記事|の記事).{0,10}|最新(?:記事|ニュース)|新着(?:記事|ニュース)|この記事を書いた人|写真特集',
  '相关(?:新闻|阅读|文章|报道|链接)|延伸阅读|热门(?:新闻|文章|推荐)|推荐阅读|猜你喜欢|排行榜|相關(?:新聞|文章|報導)|延伸閱讀|熱門新聞',
  '관련 ?(?:기사|뉴스|글)|많이 본 (?:뉴스|기사)|인기 ?(?:기사|뉴스)|추천 ?(?:기사|뉴스)|실시간 .{1,10}',
  'اقرأ (?:أيضا|أيضًا|المزيد|ايضا)|(?:مواضيع|مقالات|أخبار|موضوعات) (?:ذات صلة|متعلقة|مشابهة)|الأكثر (?:قراءة|شيوعا|مشاهدة|تداولا)|ذات صلة|قد يعجبك أيضا|حول هذه القصة|شاهد أيضا',
  'ook in het nieuws|lees verder|meer over .{1,50}|aanbevolen|populair|gerelateerd nieuws|uitgelicht|net binnen',
  'mer om .{1,50}|senaste nytt|relaterat|relaterade artiklar|mere om .{1,50}|mest sett|siste nytt|lue (?:myös|lisää)|luetuimmat',
)

const MONTH =
  '(?:jan|feb|mär|mar|apr|mai|may|maj|jun|jul|aug|sep|okt|oct|nov|dez|dec|janv|févr|fevr|mars|avr|juin|juil|août|aout|déc|enero|ene|abr|ago|dic|gen|mag|giu|lug|set|ott)\\p{L}*\\.?'
const DATE = `(?:\\p{L}+,? )?(?:le )?(?:${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}(?:er)?\\.? ${MONTH},? \\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4})`
const PERSON = "\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}[\\p{L}.'’-]*|and|und|et|de|van|von|der)){1,7}"

/** Lines of the page that do not begin a section. */
const SINGLE: readonly RegExp[] = [
  // Advertising and pagination
  lines(
    'ads?|advertisements?|advertisement ?skip advertisement|advertorial|sponsored(?: content| by .{1,40})?|promoted|anzeige|werbung|publicité|publicidad|pubblicità|publicidade',
    '(?:story|article) continues (?:after|below).{0,40}|scroll to continue.{0,40}|continue reading(?: .{0,120})?|keep reading',
    'read (?:more|full story|the full story)(?: »| →)?|weiterlesen|mehr lesen|lire la suite|leer más|leggi tutto',
    'skip (?:to (?:main |site )?(?:content|index|navigation)|advertisement|ad)|zum inhalt springen|aller au contenu|(?:saltar|ir) al contenido|ga naar (?:de )?inhoud|vai al contenuto(?: principale)?|(?:ir|saltar|pular) para o conte[úu]do(?: principal)?|hoppa till innehåll(?:et)?|gå til (?:hoved)?indhold|przejdź do treści|přejít k obsahu|siirry sisältöön|zum hauptinhalt(?: springen)?',
    'nach der werbung weiterlesen|la suite après la publicité',
  ),
  lines(
    'copy link.{0,24}|copied!?|link copied.{0,10}|(?:close )?extra sharing options|url copied|expand|collapse|show (?:more|less)|toggle .{1,20}|view (?:gallery|photos|all)|\\d+ ?/ ?\\d+|(?:click|tap) here.{0,60}|go to .{1,30} page',
    '(?:from |ab |nur |only |dès |desde |da |vanaf )?[€$£¥]? ?\\d+(?:[.,]\\d+)? ?(?:[€$£]|eur|usd|zł|kr)? ?(?:/|per|pro|im|par|al|a|p/) ?(?:week|month|year|woche|monat|jahr|semaine|mois|an|mes|año|mese|anno|maand|miesiąc)',
    'udostępnij.{0,20}|skomentuj|obserwuj.{0,40}|reklama|dalszy ciąg (?:materiału|artykułu|tekstu).{0,30}|koniec (?:reklamy|bloku)|posłuchaj.{0,20}|zapisz|drukuj|skopiuj link|strona główna|ustawienia|zaloguj.{0,10}',
    'поделиться.{0,20}|подписаться|реклама|главная|слушать|скопировать ссылку|печать|paylaş|abone ol|reklam|anasayfa|dinle|yazdır|sdílet|tisk|reklama|inzerce|domů|přihlásit.{0,10}',
    'シェア(?:する)?|ツイート(?:する)?|ブックマーク|印刷|保存|メール|\\[?(?:pr|広告)\\]?|写真・図版|拡大|この記事を(?:シェア|保存).{0,10}|ポスト|リンクをコピー|音声で聞く|有料記事|会員記事|有料会員限定.{0,10}|(?:今すぐ)?(?:会員)?登録.{0,12}|ログイン(?:する)?|続きを読む.{0,10}|トップ',
    '分享.{0,10}|收藏|打印|字号.{0,10}|广告|首页|登录|注册|공유.{0,10}|스크랩|인쇄|글자 ?크기.{0,10}|광고|로그인|구독.{0,6}|기사 ?듣기',
    'شارك.{0,20}|شارِكْ?|مشاركة|طباعة|حفظ|إعلان|استمع.{0,12}|الرئيسية|البث (?:الحي|المباشر)|تسجيل الدخول|نسخ الرابط|تم النسخ|بحث|القائمة|المصدر ?:.{0,60}',
    'reageer|deel(?: dit)? artikel|bewaar(?: artikel)?|luister.{0,20}|advertentie.{0,20}|delen|afdrukken|kopieer link|inloggen|dela.{0,12}|annons|lyssna.{0,20}|spara|kopiera länk|annonse|del artikkel|lytt.{0,10}|jaa',
    "je m[’']abonne|m[’']abonner|donate(?: today| now)?|continuar a ler|seguir leyendo|continua a leggere|verder lezen|читать далее",
    'ascolta.{0,30}|salva|copia link|guarda.{0,12}|ouvir.{0,20}|salvar|publicidade|copiar link|escuchar.{0,20}|guardar.{0,12}|copiar (?:el )?enlace',
  ),
  // Sharing
  lines(
    '(?:please )?share(?: (?:this|on|via|with|to|full article|article|story|post)(?: .{1,40})?)?|gift(?: (?:this )?article)?|read later|see all|follow(?:ing)?|(?:[\\d.,]+[km]? )?followers?|· ?writer for|previous ?next|comments ?restacks|join now|mehr|(?:\\d+[km]? )?shares?|sharing is caring|click to .{1,40}(?:\\(opens in new window\\))?',
    '(?:artikel |beitrag |auf .{1,20} )?teilen(?: (?:mit|auf|via) .{1,20})?|teilen sie diesen artikel',
    'partage[rz](?: .{1,40})?|compartir(?: .{1,30})?|condividi(?: .{1,30})?|compartilhar(?: .{1,30})?',
    '(?:facebook|twitter|tweet|x(?:\\.com)?|whatsapp|telegram|linkedin|pinterest|reddit|tumblr|pocket|mastodon|bluesky|threads|instagram|youtube|tiktok|xing|flipboard|messenger|signal)(?:(?:[ ,|/·•-]| and )+(?:facebook|twitter|tweet|x|whatsapp|telegram|linkedin|pinterest|reddit|e-?mail|print|mastodon|bluesky|instagram|youtube))*',
    'e-?mail(?: this(?: .{1,20})?)?|print(?: this(?: .{1,20})?)?|drucken|imprimer|imprimir|stampa|copy link|link kopieren|copier le lien|copiar enlace|bookmark|(?:zur )?merk(?:en|liste)(?: hinzufügen)?|zusammenfassen|hören|drucken|écouter|guardar|save(?: article)?',
    'like this|like loading|loading|follow us(?: on .{1,60})?|folgen sie uns(?: .{1,60})?|suivez[- ]nous(?: .{1,60})?',
  ),
  // About the text: author, date, reading time, picture
  new RegExp(
    `^(?!.*[.!?]$)(?:(?:[Ww]ritten |[Rr]eported )?[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Tt]exte?\\s*:) ${PERSON}(?: ?[,|·•–—].{0,60})?$`,
    'u',
  ),
  new RegExp(
    `^(?:(?:published|updated|posted|last (?:updated|modified)|first published|veröffentlicht|aktualisiert|erstellt|stand|publié|mis à jour|modifié|publicado|actualizado|pubblicato)\\b[: ]*(?:on |at |am |um |le |el |il )?)?${DATE}[^.!?]{0,60}$`,
    'iu',
  ),
  /^(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|aktualisiert|publié|mis à jour)\s*:.{0,80}$/iu,
  lines(
    '(?:about )?\\d+ min(?:ute)?s?(?: read)?|reading time.{0,20}|lesedauer.{0,20}|lesezeit.{0,20}|\\d+ minuten lesezeit|temps de lecture.{0,20}|lecture \\d+ min.{0,10}',
    '\\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago|vor \\d+ (?:minuten|stunden|tagen)|il y a \\d+ .{1,12}',
    '(?:\\d[\\d.,]*[km]? )?views',
  ),
  /^.{0,80}(?:getty images|\/(?:afp|reuters|ap|dpa))\)?$/iu,
  // Players
  lines(
    '(?:play|watch|listen)(?: (?:the |this )?(?:video|audio|article|to this article|now|live))?|video|audio|gallery|live',
    "(?:duration|dauer|durée|duración)\\s*:? ?\\d{1,2}:\\d{2}(?::\\d{2})?|your browser does not support .{1,80}|\\d{1,2}:\\d{2}(?: ?/ ?\\d{1,2}:\\d{2})?|artikel anhören(?: ?\\(.{1,20}\\))?|écouter l[’']article(?: ?\\(.{1,20}\\))?|(?:hide|toggle) caption|transcript|view image in fullscreen|press enter or click to view image in full size|bildbeschreibung einblenden|sponsor message",
  ),
  // Topics
  /^(?:tags?|tagged(?: with| as)?|topics?|filed (?:under|in)|posted in|categor(?:y|ies)|keywords|labels|schlagw(?:ö|o)rter|schlagworte?|themen|stichworte|kategorien?|mots[- ]clés|étiquettes|thèmes|catégories?|etiquetas|temas|categor[ií]as?|tag|tagi|теги|argomenti|tópicos|etiketter|categorie)\s*(?::.{0,300})?$/iu,
  /^(?:#[\p{L}\p{N}_]+[ ,]*)+$/u,
  // Comment forms and their notices
  /^(?:this site uses akismet|diese website verwendet akismet|ce site utilise akismet|este sitio (?:web )?usa akismet|questo sito (?:usa|utilizza) akismet|este site (?:utiliza|usa) o akismet)\b.*$/iu,
  /^(?:learn (?:more about )?how your comment data (?:is|are) processed|erfahre(?:n sie)?(?: mehr darüber)?, wie (?:deine|ihre) kommentardaten verarbeitet werden|en savoir plus sur (?:la façon dont|comment) (?:les|vos) données .{1,60})\.?$/iu,
  /^(?:your e-?mail address will not be published|deine e-mail-adresse wird nicht veröffentlicht|ihre e-mail-adresse wird nicht veröffentlicht|votre adresse e-?mail ne sera pas publiée)\b.{0,120}$/iu,
  /^(?:required fields are marked|save my name, e-?mail|notify me of (?:follow-up|new)|you must be logged in to|erforderliche felder sind mit|meinen namen, meine e-mail|les champs obligatoires sont indiqués|enregistrer mon nom).{0,200}$/iu,
  lines(
    'cancel reply|reply|submit(?: comment)?|name ?\\*?|website|antworten|répondre|log in to (?:comment|reply)',
  ),
  // Consent, newsletters, legal lines
  /^(?:(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies|by (?:continuing to use|using) this (?:web)?site|wir verwenden cookies|diese (?:web)?seite (?:verwendet|nutzt) cookies|diese website (?:verwendet|nutzt) cookies|nous utilisons des cookies|ce site utilise des cookies|utilizamos cookies|questo sito utilizza cookie)\b.{0,400}$/iu,
  lines(
    "(?:accept|allow|reject|decline)(?: all)?(?: cookies)?|manage (?:preferences|cookies|consent)|cookie (?:policy|settings|preferences)|alle akzeptieren|(?:alle )?cookies akzeptieren|ablehnen|tout (?:accepter|refuser)|accepter|(?:j[’']accepte|ok|got it|close|schließen|fermer|x)",
    "(?:sign up|subscribe)(?: (?:now|today|here))?|(?:our |free )?newsletter(?: (?:abonnieren|signup))?|enter your e-?mail(?: address)?.{0,60}|get (?:our|the) .{1,40} newsletter|(?:jetzt )?(?:newsletter )?(?:abonnieren|anmelden)|s[’']abonner|abonnez-vous.{0,80}|inscrivez-vous.{0,80}",
    '(?:log|sign) ?(?:in|out)|register|my account|einloggen|registrieren|se connecter|mon compte',
    'menu|menü|search|suche|recherche(?:r)?|navigation|toggle navigation|open menu|close menu|(?:back to )?top|nach oben|zurück|retour en haut|home|startseite|accueil|inicio',
    'privacy(?: policy)?|terms(?: (?:of (?:use|service)|and conditions))?|contact(?: us)?|about(?: us)?|chi siamo|contatti|quem somos|contactos?|quiénes somos|qui sommes-nous|colofon|over ons|om oss|o nas|wir über uns|imprint|impressum|datenschutz(?:erklärung)?|agb|kontakt|mentions légales|politique de confidentialité|rss(?: feed)?|sitemap|advertise(?: with us)?|download (?:our|the) app.{0,40}',
    '(?:proudly )?powered by .{1,60}|theme(?: by)? .{1,60}|view all posts(?: by .{1,60})?|.{1,40} \\(\\d+ posts?\\)',
  ),
  /^(?:©|\(c\)|copyright\b(?= ?(?:©|\(c\)|\d|by|all|[-–—]))).{0,400}$/iu,
  /^.{0,160}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati)\.?$/iu,
  // Remnants of the page's code
  /^[^\s<>]{0,80}["']\s*\/?>$/u,
  /^(?:[a-z-]+=["'][^"']*["']\s*)+\/?>$/iu,
  /^<[/!]?[a-z-][^<>]*>$/iu,
  /^\[\/?(?:caption|gallery|embed|video|audio|playlist|ad|[a-z_]+ [a-z_]+=)[^\]]*\]$/iu,
  /^(?:\(?function ?\(|var [\w$]+ ?=|window\.|document\.|googletag|\(?adsbygoogle|jquery\(|\{\{).*$/iu,
  /^[.#]?[\w-]+ ?\{[^}]*\}$/u,
  // Rules and bullets without text
  /^[^\p{L}\p{N}]*$/u,
]

/** The role of a line on a page: the article's own, or a kind of furniture. */
export type LineKind = 'text' | 'single' | 'caption' | 'aside' | 'end'

/**
 * The beginning of a box that offers a newsletter, a subscription or an alert: what follows is not part of the article
 * until the next prose.
 */
const OFFERS: readonly RegExp[] = [
  /^have you been affected\b.{0,160}$|^(?:please )?include your name\b.{0,160}$|^(?:do you have|are you|have you got) .{0,120}(?:get in touch|let us know|tell us|e-?mail us|contact us)\b.{0,120}$/iu,
  /^(?:\p{L}+ ){0,3}newsletters?$/iu,
  /^(?:good (?:morning|evening)[.,!] )?our (?:\p{L}+ ){0,4}(?:newsletter|briefing|podcast) (?:brings|gives|delivers|sends|is)(?!\p{L}).{0,240}$/iu,
  /^(?:sign up|subscribe) (?:for|to|via) .{1,100}(?<![.!?])$/iu,
  /^(?:.{1,60}: )?(?:please )?(?:sign up|subscribe|register|join)\b.{0,160}(?:newsletter|briefing|inbox|e-?mails?|alerts?|updates|edition|first edition|podcast|channel|whatsapp|free)\b.{0,200}$/iu,
  /^(?:get|receive|want|like) .{0,120}(?:newsletter|in(?:to)? your inbox|by e-?mail|e-?mail alerts|delivered|straight to you).{0,120}$/iu,
  /^(?:(?:our|the|a|free|daily|weekly|morning|evening|unser(?:en|e)?|der|notre|la|nuestra|onze|de|il|nostra|vår) ){0,3}newsletters?(?:[ :„“"«].{0,80})?$/iu,
  /^(?:jetzt |hier )?(?:(?:unseren |den |kostenlosen |zum )*newsletter|abonnieren sie|melden sie sich).{0,120}(?:abonnieren|anmelden|bestellen|an)\.?$/iu,
  /^(?:inscrivez-vous|abonnez-vous|subscreva|assine|apuntate|suscríbete|apúntate|regístrate|iscriviti|assine|inscreva-se|meld je aan|schrijf je in|prenumerera|anmäl dig).{0,200}$/iu,
  /^(?:recevez|recibe|ricevi|receba|ontvang) .{0,120}(?:newsletter|bolet[ií]n|lettre|infolettre|nieuwsbrief|e-?mail|correo).{0,120}$/iu,
  /^.{0,140}(?:in ihr postfach|ins postfach|per e-mail|dans votre boîte (?:mail|aux lettres)|en tu (?:correo|bandeja)|nella tua casella|in je (?:mail|inbox)|direkt i inkorgen).{0,60}$/iu,
  /^(?:support (?:us|our|independent)|become an? (?:[\p{L}]{1,20} )?(?:member|supporter|subscriber|sponsor)|donate|make a (?:donation|contribution)|unterstützen sie|faire un don|soutenez|hazte socio|apoya)\b.{0,160}$/iu,
]

/** What is shown instead of the rest of a text. */
export const PAYWALL =
  /^(?:to (?:continue|keep) reading|continue reading (?:with|by)|(?:subscribe|sign up|register|log in) to (?:continue|read|keep)|this (?:article|story|content) is (?:only |exclusively )?for (?:subscribers|members)|(?:um )?weiterlesen mit|um weiterzulesen|pour lire la suite|la suite est réservée|(?:suscríbete|regístrate|inicia sesión) para (?:seguir|continuar)|para seguir leyendo|per continuare a leggere|para continuar a ler|lees verder met)(?!\p{L})[^“"«„]{0,100}$/iu

/** Offers of one line. */
const NOTICES: readonly RegExp[] = [
  /^save (?:articles?|this|stories)\b.{0,60}(?:later|list)\b.{0,60}$|^(?:information|material) from .{3,80} was used in this (?:report|story|article)\.$/iu,
  /^.{0,160}(?<!\p{L})(?:lesen|finden|erfahren|bestellen|klicken|folgen) sie .{0,80}(?<!\p{L})(?:hier|facebook|newsletter|app|whatsapp|themenseite|google news).{0,60}$/iu,
  /^[\p{L}\p{M} .'’-]{3,80} (?:receives?|provides?) funding (?:from|as)\b.{0,200}$/iu,
  /^view all .{1,40}$|^(?=.*\d)[\d.,+%()\s$€£-]{6,}(?: ?(?:USD|EUR|GBP))?[\d.,+%()\s$€£-]*$|^\d(?:\.\d)? from \d+ (?:votes?|ratings?|reviews?)$/iu,
  /^[\s·•*|–—-]*(?:advertisements?|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|annons)[\s·•*|–—-].{0,40}$|^\W{1,4}(?:ad|advertisement|anzeige|werbung|publicidad|publicité)\W{0,4}$/iu,
  /^(?:this (?:entry|post|article) was (?:posted|filed|published|written|tagged)|filed under|posted in|tagged (?:with|as))\b.{0,200}$/iu,
  /^(?:photo(?:graph)?s?|images?|pictures?|illustrations?|video|foto|bild|fotos|bilder|photos|fotografie) (?:by|von|par|por|di|door|av) .{1,80}$/iu,
  /^(?:suggest|report|submit|send us) (?:an? )?(?:correction|error|typo|problem|news tip|tip|fehler)\b.{0,40}$|^fehler (?:gefunden|melden|auf .{1,40} entdeckt).{0,60}$|^signaler une erreur.{0,40}$|^¿(?:ha[sn]? )?encontrado un error.{0,60}$/iu,
  /^(?:story|article) saved.{0,160}$|^pin (?:it|this).{0,20}$|^(?:did you (?:enjoy|like|make|try)|enjoy(?:ed|ing)?|liked?|love) (?:this|our|what you|reading|the) .{0,40}\?.{0,160}$|^hat ihnen (?:der|dieser) (?:artikel|text|beitrag).{0,120}$|^(?:cet article vous a|was this (?:article|story) helpful|te ha gustado).{0,80}$/iu,
  // A picture in front of an invitation
  /^\p{Extended_Pictographic}.{0,60}(?:clique|click|klick|klik|siga|sigue|follow|folge|suivez|participe|join|canal|channel|kanal|whatsapp|telegram|newsletter).{0,120}$/iu,
  // Breaks of the text for advertisements and pictures
  /^(?:lees|lezen?) (?:verder|door) onder .{1,40}$|^(?:het )?artikel (?:gaat|loopt) (?:verder|door) onder .{1,40}$|^dalsz[aąey]\p{L}* (?:część|ciąg) .{0,80}$|^(?:der )?(?:artikel|text|beitrag) (?:geht|wird) .{0,40}(?:weiter|fortgesetzt)\.?$|^la suite (?:de .{1,30} )?après .{1,40}$|^(?:l[’']articolo |il testo )?(?:continua|prosegue) dopo .{1,40}$|^(?:el artículo|la noticia|la nota|o texto|a matéria) contin[uú]a .{1,40}$/iu,
  // Remarks on a summary, questions about it, and thanks
  /^.{0,60}(?:zusammenfassung|summary|resumo|resumen|résumé|riassunto|samenvatting)(?!\p{L}).{0,60}(?<!\p{L})(?:künstliche[rn]? intelligenz|ki|artificial intelligence|ai|inteligencia artificial|inteligência artificial|intelligence artificielle|intelligenza artificiale|ia)(?!\p{L}).{0,160}$/iu,
  /^(?:qu[’']avez-vous pensé|que pensez-vous|esse resumo|este resumen|wie hat ihnen|how (?:did|do) you (?:like|rate)|cosa ne pensi|wat vond je).{0,60}\?$/iu,
  /^(?:dziękujemy|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|bedankt|thank you|thanks),? .{0,30}(?:przeczyta|lesen|lektüre|lecture|avoir lu|leer|leído|letto|lettura|leitura|lezen|reading).{0,200}$/iu,
  /^.{1,40} immer laden$|^mit ihrer zustimmung .{0,160}$|^(?:exklusiv|nur) für (?:abonnenten|mitglieder).{0,40}$|^(?:news|thema|themen|autor(?:in)?) folgen$|^embed(?:ded content)?$|^caricamento(?: player)?$/iu,
  /^(?:votre|ihre|deine|tu|seu|il tuo|jouw|je|your) (?:adresse )?e-?mail(?:[- ]?(?:adresse|address|adres))?$|^(?:je m[’']|s[’'])inscri(?:s|re)$/iu,
  /^.{0,80}testata (?:giornalistica )?registrata.{0,160}$/iu,
  // What the paper says of its principles and rights
  /^this website .{0,60}(?:adheres?|complies|is (?:owned|operated|published)).{0,160}$|^transcripts? .{0,60}(?:errors|mistakes|final form).{0,120}$/iu,
  /^[^“"«„]{0,120}(?:alle rechte vorbehalten|all rights reserved|tous droits réservés|todos los derechos reservados|riproduzione riservata)[.,;] .{0,200}$/iu,
  /^(?!.*[“"«„]).{0,120}(?<!\p{L})(?:opartiskhet|korrekta|impartiality|editorial (?:standards|guidelines)|unparteilichkeit|redaktionelle[nr]? (?:standards|grundsätze|leitlinien)).{0,120}$|^så arbetar vi.{0,40}$/iu,
  PAYWALL,
  /^(?:jetzt )?(?:mitglied werden|become a member|devenir membre|hazte socio|word lid)[.!]?$/iu,
  /^(?:this (?:episode|article|newsletter|issue) is )?(?:brought to you|sponsored|presented) by .{1,300}$/iu,
  // A player without its buttons
  /^(?:(?:video|audio) player is loading|this is a modal window|(?:beginning|end) of dialog window|loaded: \d[\d.]*%|current time \d.{0,8}|(?:close|open) modal(?: dialog)?|escape will cancel and close the window|listen to this (?:article|story)\b.{0,60})(?:[ .].{0,60})?$/iu,
  /^(?:do you )?want .{0,80}(?:alerts?|news|updates|stories) .{0,60}(?:delivered|straight|directly|sent)(?!\p{L}).{0,100}\?$|^report this comment$/iu,
  /^\[?\d{1,2}:\d{2}(?::\d{2})?\]?(?: [-–|] source: .{1,30})?$/iu,
  /^[^.!?]{0,60}(?<!\p{L})(?:newsletter|briefing|podcast|alerts?)(?!\p{L})[^!?]{0,160}[.!] (?:sign up|subscribe|register)(?: here| now| today)?\.?$/iu,
  /^for (?:the )?(?:latest|more|breaking|all) .{0,80}(?:news|weather|stories|headlines|coverage).{0,60}(?:head to|visit|go to|follow|download|watch|tune in to) .{1,80}$/iu,
  /^support (?:local|independent|quality|public|our) (?:journalism|news|reporting|work)\b.{0,80}$/iu,
  /^@\w{2,30}$/u,
  /^privacy notice\s*:.{0,600}$/iu,
  /^after newsletter promotion$/iu,
  /^(?:article |contenu )?réservé aux abonnés$|^(?:subscribers? (?:only|exclusive)|for subscribers(?: only)?|exclusive|premium|abo|plus|solo para suscriptores|solo per abbonati|nur für abonnenten)$/iu,
  // A link to another story between the paragraphs
  /^\[ .{1,150} \]$/u,
  /^add .{1,40} (?:as|to) (?:your |a )?preferred source\b.{0,80}$/iu,
  /^(?:get|receive) (?:the|our|all|daily|breaking) .{0,80}(?:stories|headlines|news|updates)\b.{0,80}$/iu,
  /^\(?(?:for|to) .{0,100}\bsubscribe to (?:our|the) .{0,80}$/iu,
  /^.{0,80}\breader-supported\b.{0,300}$|^thanks for reading .{1,160}$|^you['’]ve read \d+ .{1,60}$/iu,
  /^.{0,400}\bbecome a (?:member|supporter|subscriber) (?:today|now)\b.{0,80}$/iu,
  /^(?:sign|log) in to (?:unlock|read|save|continue|comment|access)\b.{0,80}$/iu,
  /^über dieses thema berichte(?:te|ten|t)\b.{0,200}$/iu,
  /^our standards\s*:.{0,120}$|^.{0,60}trust principles\.?$/iu,
  /^acquire licensing rights.{0,40}$|^reuse this content$|^réutiliser ce contenu$|^normas ›?$|^ad feedback$|^video ad feedback$|^link copied!?$|^paid content$/iu,
  /^(?:have|got) (?:a |any )?(?:news )?(?:tips?|stor(?:y|ies)|questions?|corrections?)\b.{0,30}\?.{0,160}$/iu,
  /^(?:e-?mail|call|phone|fax|tel(?:efon|éfono|éphone)?|telefoon|contact(?: us)?|kontakt|contacto|write to|schreiben sie|escríbanos)\b.{0,80}(?:@|\d{3}).{0,80}$/iu,
  /^(?:quelle|source|fonte|bron|fuente)\s*: ?.{1,40}$/iu,
  /^share your feedback\b.{0,120}$|^share or comment on this article\b.{0,300}$|^(?:externen? inhalt(?:e)? (?:erlauben|anzeigen|laden)|wir würden ihnen hier gerne einen externen inhalt)\b.{0,200}$/iu,
  /^.{0,80} is an? (?:non-?profit|independent)\b.{0,300}\b(?:sign up|subscribe|donate)\b.{0,200}$/iu,
  /^(?:hier können sie die rechte an diesem artikel|alle rechte an diesem (?:artikel|text)|bitte beachten sie: die zeitgleiche nutzung)\b.{0,200}$/iu,
  /^(?:follow|like|join|find) .{1,60} (?:on|at) .{0,40}\b(?:facebook|x|twitter|instagram|youtube|tiktok|linkedin|bluesky|mastodon|whatsapp|threads)\b.{0,300}$/iu,
  /^(?:send|email|e-mail) (?:us )?(?:your|a) (?:story|news|tips?)\b.{0,200}$/iu,
  /^(?:the )?[\p{L} .'’-]{2,40} (?:is|are) not responsible for the content of external (?:web)?sites\b.{0,160}$/iu,
  /^(?:tu suscripción se está usando|¿quieres añadir otro usuario|si continúas leyendo en este dispositivo)\b.{0,160}$/iu,
  /^never miss (?:an? )?.{1,60}: (?:join|subscribe|sign up)\b.{0,120}$/iu,
  /^this page was last (?:changed|updated|modified|edited)\b.{0,200}$/iu,
  /^\S+@\S+\.\S+$|^\+?[\d() ./-]{7,25}$|^(?:https?:\/\/|www\.)\S+$/iu,
  /^\d[\d.,]*\s?[km]?$/iu,
  /^(?:image|photo|video|bild|foto|picture) (?:source|caption|credit|quelle|text)[,:].{0,300}$|^image$|^see .{1,100}$(?<![.!?])/iu,
  /^(?:this (?:article|story|post) (?:was|is|has been|first|originally)(?! (?:corrected|amended|updated))|a version of this (?:article|story)|published in the (?:print edition|.{3,30} issue)|dieser (?:artikel|text|beitrag) (?:ist|wurde|erschien)|cet article (?:a été|est)|este artículo (?:fue|se))\b.{0,200}$/iu,
  /^(?:bitte melden sie sich an|sie müssen (?:sich )?(?:an|ein)|please (?:log|sign) in|vous devez (?:être|vous)|debes iniciar|l[’']espace des contributions).{0,120}$/iu,
  /^zur startseite$|^ajouter à vos sélections$|^contribuer$|^(?:compartir|deel|dela|del) .{0,30}$|^teilen$|^sauvegarder$|^offrir.{0,20}$|^vorlesen$|^reacties.{0,10}$/iu,
  /^no comments on this item.{0,80}$|^(?:\d+ )?(?:comments?|shares?|likes?|views?|kommentare|reacties|commentaires|comentarios)(?: ?[:(]? ?\d+ ?\)?)?$/iu,
  /^(?:[—–·] )?(?:\d+|\p{L}+)[- ]min(?:ute)?n?s? (?:read|lesezeit|leestijd|lectura|lecture|lettura|lesetid|de lectura|de lecture|di lettura)$|^le(?:ese|es)tijd.{0,20}$|^(?:text|small text|medium text|large text)$/iu,
  /^(?:updated|published|posted|modified|aktualisiert|vor|il y a|hace|geleden|för)?\s*(?:about |ca\. )?\d+ ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?|minuten|stunden|tagen|minutos|horas|días|minuti|ore|uur|dagen) ?(?:ago|geleden|fa|sedan)?$/iu,
]
/** Picture descriptions with their credits, and credits on a line of their own. */
const CAPTIONS: readonly RegExp[] = [
  // A description with its agency: `A stork near Almelo ANP`, `The bridge hums. Jo Reed / Alamy Stock Photo`
  /^(?=.{0,200}\p{Ll}{2}).{10,400} (?:AFP|AP|ANP|EPA|dpa|ANSA|EFE|LUSA|PAP|NTB|ČTK|MTI|Belga|Keystone|imago|Imago|Reuters|Alamy(?: Stock Photo)?|Shutterstock|iStock(?:photo)?|Unsplash|Adobe Stock|PA Media|PA Wire|Bloomberg|Xinhua)$/u,
  /^.{5,400}[.!?”"] (?:\p{Lu}[\p{L}.'’-]+ ){1,3}\/ ?\p{Lu}[^/]{1,40}$/u,
  /^.{5,400} \[[^[\]]{3,60}\]$/u,
  /^.{10,300}[.!?] (?:Cedida|Archivo|Archiv|Handout|Privat|Cortesía|Symbolbild)$/u,
  /^.{5,400} \| ?(?:photo(?:graph)?s?|photography|illustrations?) by .{1,60}$/iu,
  /^.{5,400} \([^()\d]{2,30}[:/] ?[^()\d]{2,40}\)\.?$/u,
  /^(?:photo(?:graph)?|image|picture|foto|bild)s? (?:by|von|par|di|de|credit)\s*:.{0,80}$/iu,
  /^.{10,400} © ?\p{L}.{1,80}(?<![.!?])$/u,
  /^.{5,200}(?:撮影|提供|写真|＝共同|=共同|供图|摄)[)）]?$/u,
  /^\d{1,3} (?:of|von|sur|de|di|van|z) \d{1,3} ?[|:–-].{1,400}$|^\d{1,3} ?\/ ?\d{1,3} \S.{1,400}\)$/iu,
  /^(?:عدسة|تصوير|صورة|صدر الصورة|تعليق الصورة)[:،].{0,200}$/u,
  /^(?:(?:photo|image|picture)(?: credit)?s?|foto|bild(?:quelle)?|crédits?(?: photo)?|credits?|source de l['’]image)\s*[:©].{0,200}$/iu,
  /^.{5,300} (?:Foto|Photo|Bild|Photograph): \p{Lu}.{1,60}$/u,
  /^PHOTO \p{Lu}{2,}[\p{Lu} ,.'’/-]{2,100}$/u,
  // A name in capitals below or after the description: `on Tuesday. WALT COBB/TIMES`, `samedi. | CLAIRE LE GOFF`
  /^(?=.{0,200}\p{Ll}{2}).{10,300}(?:[.!?»”")]|\s\|) ?(?:\p{Lu}[\p{Lu}'’.-]+)(?:[ /]+(?:[«“"] ?)?\p{Lu}[\p{Lu}'’.-]*(?: ?[»”"])?){1,8}$/u,
  /^.{0,400}[([](?:ap photo|ap|photo|photograph|foto|bild|image|picture|credit|crédit|getty|reuters|afp|epa|dpa|courtesy|archivfoto|symbolbild)\b[^()[\]]{0,100}[)\]]\.?$/iu,
  /^.{0,300}[.!?”"] ?(?:photo(?:graph)?|foto|bild|image|credit|crédit(?: photo)?|photo by)\s*[:©] ?.{1,60}$/iu,
  /^(?:\[\d+\/\d+\]|file ?[-–—] ).{0,400}$/iu,
  /^.{0,400}\bCredit\.{3} ?\S.{0,80}$/u,
  /^.{0,400}\| ?(?:(?:photo|foto|bild|image|picture|credit|photo credit)s?\s*[:©].{1,80}|(?:dpa|afp|ap|reuters|epa|imago|picture alliance|getty images|ndr|wdr|br|ard|zdf)\b.{0,40})$/iu,
  /^.{0,400}\((?:\p{Lu}[\p{L}.'’-]+ ){1,3}\p{Lu}[\p{L}.'’-]+ ?\/ ?[^()/]{1,40}\)\.?$/u,
  /^(?:illustration|graphic|chart|map|data|animation|video|grafik|karte|infografik)s?\s*: .{1,80}(?<![.!?])$/iu,
  /^.{0,400}(?:REUTERS\/|Getty Images|\/AFP|\/AP\b|(?:Acquire|Purchase) Licensing Rights|via AP\b).{0,100}$/u,
]

/** Maximum length of a line of furniture; longer lines are prose. */
const MAX_FURNITURE = 500

/** Marks at the end of a press release. */
const END_MARK = /^(?:#{3}|[-–—] ?30 ?[-–—])$/u

export function kindOfLine(text: string): LineKind {
  if (text.length > MAX_FURNITURE) return 'text'
  const line = text.replaceAll('\u00ad', '')
  if (END.test(line) || END_MARK.test(line)) return 'end'
  if (ASIDE.test(line) || OFFERS.some((pattern) => pattern.test(line))) return 'aside'
  if (CAPTIONS.some((pattern) => pattern.test(line))) return 'caption'
  if ([...SINGLE, ...NOTICES].some((pattern) => pattern.test(line))) return 'single'
  if (isPointer(line) || readByline(line, true) !== undefined) return 'single'
  return isPager(line) ? 'single' : 'text'
}

/** A link to another story, within one line. */
const POINTER = new RegExp(`^[–—•*-]? ?${READ_ALSO} ?[:|»>–-].{1,200}$`, 'iu')
const LABELED_POINTER =
  /^(?:lesen sie (?:auch|hier|dazu)|(?:à )?lire (?:aussi|également)|à (?:voir|écouter|lire)(?: (?:aussi|également))?|(?:czytaj|zobacz|przeczytaj)(?: (?:też|także|również|więcej))?|читайте также|читайте також|čtěte také|اقرأ أيضا|اقرأ أيضًا|関連記事|read (?:also|more|next)|also read|see also|related(?: (?:article|story))?|more|go deeper|watch|listen|video|audio|photos|in pictures|from the archives?|lee también|lea también|te puede interesar|leggi anche|leia (?:também|mais)|veja também|lees ook|läs också|les også|læs også|mehr dazu|siehe auch)\s*[:|»>–-].{1,200}$/iu

/** Whether a line names another story, or is a headline that says what kind of story follows. */
export const isPointer = (line: string): boolean => POINTER.test(line) || LABELED_POINTER.test(line)

/** `« Earlier story`, `Later story →`: an arrow at one end, and no quotation that the arrow could belong to. */
function isPager(line: string): boolean {
  if (line.length > 160) return false
  if (/^[←⟵→⟶]|[→⟶]$/u.test(line)) return true
  const opens = line.split('«').length
  const closes = line.split('»').length
  return opens !== closes && /^[«‹]|[»›]$/u.test(line)
}
