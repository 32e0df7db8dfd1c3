import { primaryLanguage } from '../article/direction.ts'
import type { GroupName } from './groups.ts'
import { languageTag } from './language.ts'

/** All texts of the pages in one language. Inserted names and labels are unchanged. */
export interface PageWords {
  /** Primary language subtag of these words. */
  readonly language: string
  readonly skipToArticles: string
  readonly skipToFeeds: string
  readonly breadcrumb: string
  readonly allFeeds: string
  readonly webFeed: string
  readonly subscribe: string
  readonly whatThisIs: string
  readonly address: (format: string) => string
  readonly open: string
  readonly recommended: string
  readonly copy: string
  readonly copied: string
  readonly openInApp: string
  readonly otherFormats: string
  readonly readers: string
  readonly byMail: (service: string) => string
  readonly noReader: string
  readonly lastUpdated: string
  readonly howOften: (minutes: number) => string
  readonly notFound: string
  readonly notFoundHere: string
  readonly latest: string
  readonly noArticles: string
  readonly updated: string
  readonly otherLanguages: string
  readonly feedsOf: (site: string) => string
  readonly whatFeedsAre: string
  readonly contents: string
  readonly noFeeds: string
  readonly allInOne: string
  readonly groups: Readonly<Record<GroupName, string>>
  readonly months: readonly string[]
  /** A moment in UTC; `time` is `HH:MM`. */
  readonly moment: (day: number, month: string, year: number, time: string) => string
  /** Separator of names. */
  readonly comma: string
}

const english: PageWords = {
  language: 'en',
  skipToArticles: 'Skip to the latest articles',
  skipToFeeds: 'Skip to the list of feeds',
  breadcrumb: 'Where you are',
  allFeeds: 'All feeds',
  webFeed: 'Web feed',
  subscribe: 'Subscribe',
  whatThisIs:
    'This is a web feed: a list that a feed reader, which is an app or a website, checks for you. Copy an address below and paste it into yours, and new articles come to you. You need no account here and give no email address.',
  address: (format) => `${format} address`,
  open: 'Open',
  recommended: 'recommended',
  copy: 'Copy',
  copied: 'Copied',
  openInApp: 'Open in an app',
  otherFormats: 'Other formats',
  readers: 'Or add it to a reader on the web:',
  byMail: (service) => `By email (${service})`,
  noReader:
    'No feed reader yet? It is an app that collects what is new on the sites you choose, in one place and without advertising. These are free:',
  lastUpdated: 'Last updated',
  howOften: (minutes) =>
    minutes === 60
      ? 'Looks for new articles every hour.'
      : `Looks for new articles every ${minutes} minutes.`,
  notFound: 'Page not found',
  notFoundHere: 'Nothing is published at this address. It may have moved, or been mistyped.',
  latest: 'Latest articles',
  noArticles: 'Nothing has been published here yet. Subscribe, and the first article will come to you.',
  updated: 'updated',
  otherLanguages: 'In other languages',
  feedsOf: (site) => `Feeds of ${site}`,
  whatFeedsAre:
    'A web feed brings new articles to your feed reader, without an account or email address. Choose what you want to follow.',
  contents: 'On this page',
  noFeeds: 'There is no feed yet.',
  allInOne: 'All feeds in one file (OPML), for import into a feed reader',
  groups: {
    everything: 'Everything',
    sections: 'Sections',
    selections: 'Selections',
    languages: 'Languages',
    topics: 'Topics',
    authors: 'Authors',
  },
  months: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
  moment: (day, month, year, time) => `${day} ${month} ${year}, ${time} UTC`,
  comma: ', ',
}

const german: PageWords = {
  language: 'de',
  skipToArticles: 'Zu den neuesten Artikeln springen',
  skipToFeeds: 'Zur Liste der Feeds springen',
  breadcrumb: 'Wo Sie sind',
  allFeeds: 'Alle Feeds',
  webFeed: 'Webfeed',
  subscribe: 'Abonnieren',
  whatThisIs:
    'Dies ist ein Webfeed: eine Liste, die ein Feedreader, also eine App oder Website, für Sie im Blick behält. Kopieren Sie eine der Adressen in Ihren Feedreader, und neue Artikel kommen zu Ihnen. Sie brauchen hier weder Konto noch E-Mail-Adresse.',
  address: (format) => `Adresse für ${format}`,
  open: 'Öffnen',
  recommended: 'empfohlen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  openInApp: 'In einer App öffnen',
  otherFormats: 'Andere Formate',
  readers: 'Oder in einem Reader im Web hinzufügen:',
  byMail: (service) => `Per E-Mail (${service})`,
  noReader:
    'Noch kein Feedreader? Das ist eine App, die Neues von den Websites Ihrer Wahl an einem Ort sammelt, ohne Werbung. Diese sind kostenlos:',
  lastUpdated: 'Zuletzt aktualisiert',
  howOften: (minutes) =>
    minutes === 60
      ? 'Neue Artikel werden stündlich gesucht.'
      : `Neue Artikel werden alle ${minutes} Minuten gesucht.`,
  notFound: 'Seite nicht gefunden',
  notFoundHere: 'Unter dieser Adresse ist nichts veröffentlicht. Vielleicht ist sie umgezogen oder vertippt.',
  latest: 'Neueste Artikel',
  noArticles:
    'Hier ist noch nichts erschienen. Abonnieren Sie den Feed, und der erste Artikel kommt zu Ihnen.',
  updated: 'aktualisiert',
  otherLanguages: 'In anderen Sprachen',
  feedsOf: (site) => `Feeds von ${site}`,
  whatFeedsAre:
    'Ein Webfeed bringt neue Artikel in Ihren Feedreader, ohne Konto und ohne E-Mail-Adresse. Wählen Sie, was Sie verfolgen möchten.',
  contents: 'Auf dieser Seite',
  noFeeds: 'Es gibt noch keinen Feed.',
  allInOne: 'Alle Feeds in einer Datei (OPML), zum Import in einen Feedreader',
  groups: {
    everything: 'Alles',
    sections: 'Ressorts',
    selections: 'Auswahlen',
    languages: 'Sprachen',
    topics: 'Themen',
    authors: 'Autorinnen und Autoren',
  },
  months: [
    ...['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni'],
    ...['Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  ],
  moment: (day, month, year, time) => `${day}. ${month} ${year}, ${time} UTC`,
  comma: ', ',
}

const french: PageWords = {
  language: 'fr',
  skipToArticles: 'Aller aux derniers articles',
  skipToFeeds: 'Aller à la liste des flux',
  breadcrumb: 'Où vous êtes',
  allFeeds: 'Tous les flux',
  webFeed: 'Flux web',
  subscribe: 'S’abonner',
  whatThisIs:
    'Ceci est un flux web : une liste qu’un lecteur de flux, application ou site, surveille pour vous. Copiez une des adresses dans le vôtre, et les nouveaux articles viendront à vous, sans compte ni adresse e-mail ici.',
  address: (format) => `Adresse ${format}`,
  open: 'Ouvrir',
  recommended: 'recommandé',
  copy: 'Copier',
  copied: 'Copié',
  openInApp: 'Ouvrir dans une application',
  otherFormats: 'Autres formats',
  readers: 'Ou l’ajouter à un lecteur en ligne :',
  byMail: (service) => `Par e-mail (${service})`,
  noReader:
    'Pas encore de lecteur de flux ? C’est une application qui réunit les nouveautés des sites que vous choisissez, sans publicité. Ceux-ci sont gratuits :',
  lastUpdated: 'Dernière mise à jour :',
  howOften: (minutes) =>
    minutes === 60
      ? 'Nouveaux articles recherchés toutes les heures.'
      : `Nouveaux articles recherchés toutes les ${minutes} minutes.`,
  notFound: 'Page introuvable',
  notFoundHere: 'Rien n’est publié à cette adresse. Elle a peut-être changé, ou été mal saisie.',
  latest: 'Derniers articles',
  noArticles: 'Rien n’a encore été publié ici. Abonnez-vous, et le premier article viendra à vous.',
  updated: 'mis à jour',
  otherLanguages: 'Dans d’autres langues',
  feedsOf: (site) => `Flux de ${site}`,
  whatFeedsAre:
    'Un flux web apporte les nouveaux articles à votre lecteur de flux, sans compte ni adresse e-mail. Choisissez ce que vous voulez suivre.',
  contents: 'Sur cette page',
  noFeeds: 'Il n’y a pas encore de flux.',
  allInOne: 'Tous les flux en un seul fichier (OPML), à importer dans un lecteur de flux',
  groups: {
    everything: 'Tout',
    sections: 'Rubriques',
    selections: 'Sélections',
    languages: 'Langues',
    topics: 'Thèmes',
    authors: 'Auteurs',
  },
  months: [
    ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
    ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  ],
  moment: (day, month, year, time) => `${day === 1 ? '1er' : day} ${month} ${year} à ${time} UTC`,
  comma: ', ',
}

const spanish: PageWords = {
  language: 'es',
  skipToArticles: 'Ir a los últimos artículos',
  skipToFeeds: 'Ir a la lista de canales',
  breadcrumb: 'Dónde está',
  allFeeds: 'Todos los canales',
  webFeed: 'Canal web',
  subscribe: 'Suscribirse',
  whatThisIs:
    'Esto es un canal web: una lista que un lector de canales, sea aplicación o sitio, consulta por usted. Copie una de las direcciones en el suyo y los artículos nuevos le llegarán solos, sin cuenta aquí ni correo electrónico.',
  address: (format) => `Dirección ${format}`,
  open: 'Abrir',
  recommended: 'recomendado',
  copy: 'Copiar',
  copied: 'Copiado',
  openInApp: 'Abrir en una aplicación',
  otherFormats: 'Otros formatos',
  readers: 'O añádalo a un lector en la web:',
  byMail: (service) => `Por correo electrónico (${service})`,
  noReader:
    '¿Aún no tiene lector de canales? Es una aplicación que reúne lo nuevo de los sitios que usted elige, sin publicidad. Estos son gratuitos:',
  lastUpdated: 'Última actualización:',
  howOften: (minutes) =>
    minutes === 60 ? 'Busca artículos nuevos cada hora.' : `Busca artículos nuevos cada ${minutes} minutos.`,
  notFound: 'Página no encontrada',
  notFoundHere: 'No hay nada publicado en esta dirección. Quizá haya cambiado o esté mal escrita.',
  latest: 'Últimos artículos',
  noArticles: 'Aquí aún no se ha publicado nada. Suscríbase y el primer artículo le llegará solo.',
  updated: 'actualizado',
  otherLanguages: 'En otros idiomas',
  feedsOf: (site) => `Canales de ${site}`,
  whatFeedsAre:
    'Un canal web lleva los artículos nuevos a su lector, sin cuenta ni correo electrónico. Elija lo que quiere seguir.',
  contents: 'En esta página',
  noFeeds: 'Todavía no hay canales.',
  allInOne: 'Todos los canales en un archivo (OPML), para importarlo en un lector',
  groups: {
    everything: 'Todo',
    sections: 'Secciones',
    selections: 'Selecciones',
    languages: 'Idiomas',
    topics: 'Temas',
    authors: 'Autores',
  },
  months: [
    ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
    ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  ],
  moment: (day, month, year, time) => `${day} de ${month} de ${year}, ${time} UTC`,
  comma: ', ',
}

const arabic: PageWords = {
  language: 'ar',
  skipToArticles: 'انتقل إلى أحدث المقالات',
  skipToFeeds: 'انتقل إلى قائمة الخلاصات',
  breadcrumb: 'مكانك في الموقع',
  allFeeds: 'كل الخلاصات',
  webFeed: 'خلاصة ويب',
  subscribe: 'اشترك',
  whatThisIs:
    'هذه خلاصة ويب: قائمة يتابعها عنك قارئ خلاصات، وهو تطبيق أو موقع. انسخ أحد العناوين أدناه والصقه فيه لتصلك المقالات الجديدة، من دون حساب هنا ولا بريد إلكتروني.',
  address: (format) => `عنوان ${format}`,
  open: 'افتح',
  recommended: 'موصى به',
  copy: 'نسخ',
  copied: 'تم النسخ',
  openInApp: 'افتح في تطبيق',
  otherFormats: 'صيغ أخرى',
  readers: 'أو أضفها إلى قارئ على الويب:',
  byMail: (service) => `عبر البريد الإلكتروني (${service})`,
  noReader:
    'ليس لديك قارئ خلاصات بعد؟ إنه تطبيق يجمع لك في مكان واحد جديد المواقع التي تختارها من دون إعلانات. هذه مجانية:',
  lastUpdated: 'آخر تحديث:',
  howOften: (minutes) =>
    minutes === 60 ? 'يُبحث عن مقالات جديدة كل ساعة.' : `يُبحث عن مقالات جديدة كل ${minutes} دقيقة.`,
  notFound: 'الصفحة غير موجودة',
  notFoundHere: 'لم يُنشر شيء على هذا العنوان. ربما نُقل أو كُتب خطأ.',
  latest: 'أحدث المقالات',
  noArticles: 'لم يُنشر شيء هنا بعد. اشترك ليصلك أول مقال.',
  updated: 'حُدِّث في',
  otherLanguages: 'بلغات أخرى',
  feedsOf: (site) => `خلاصات ${site}`,
  whatFeedsAre:
    'تنقل خلاصة الويب المقالات الجديدة إلى قارئ الخلاصات لديك، من دون حساب ولا بريد إلكتروني. اختر ما تريد متابعته.',
  contents: 'في هذه الصفحة',
  noFeeds: 'لا توجد خلاصات بعد.',
  allInOne: 'كل الخلاصات في ملف واحد (OPML) لاستيراده في قارئ الخلاصات',
  groups: {
    everything: 'كل شيء',
    sections: 'الأقسام',
    selections: 'مختارات',
    languages: 'اللغات',
    topics: 'المواضيع',
    authors: 'الكتّاب',
  },
  months: [
    ...['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو'],
    ...['يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'],
  ],
  moment: (day, month, year, time) => `${day} ${month} ${year}، ${time} UTC`,
  comma: '، ',
}

/** All languages of the pages; the first is the fallback. */
export const pageWords: readonly PageWords[] = [english, german, french, spanish, arabic]

/** The words for pages in `language` (BCP 47 tag), or English. */
export function wordsFor(language: string): PageWords {
  const primary = primaryLanguage(languageTag(language) ?? '')
  return pageWords.find((words) => words.language === primary) ?? english
}
