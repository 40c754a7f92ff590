import type { Part } from '../catalogue.ts';
import type { threads as english } from '../en/threads.ts';

/** Threads, in Arabic. */
export const threads: Part<typeof english> = {
  'thread.title': 'سلسلة ردود',
  'thread.label': 'الردود',
  'thread.reply': 'الرد في سلسلة',
  'thread.placeholder': 'اكتب ردًا في السلسلة…',
  'thread.alsoSend': 'إرسال إلى المحادثة أيضًا',
  'thread.inThread': 'أُرسلت من سلسلة ردود',
  'thread.replies': {
    zero: 'لا ردود',
    one: 'رد واحد',
    two: 'ردان',
    few: '{count} ردود',
    many: '{count} ردًا',
    other: '{count} رد',
  },
  'thread.last': 'آخرها {time}',
  'thread.older': 'ردود أقدم',
  'thread.unread': {
    zero: 'لا ردود غير مقروءة',
    one: 'رد واحد غير مقروء',
    two: 'ردان غير مقروءين',
    few: '{count} ردود غير مقروءة',
    many: '{count} ردًا غير مقروء',
    other: '{count} رد غير مقروء',
  },
  'thread.follow': 'متابعة هذه السلسلة',
  'thread.unfollow': 'إيقاف متابعة هذه السلسلة',
  'thread.none': 'لا توجد هذه السلسلة، أو لا يحق لك قراءتها.',
  'thread.notHere': 'هذه السلسلة ليست على هذا الجهاز بعد. ستُحمَّل عند توفر اتصال.',
  'thread.closed': 'حُذفت الرسالة التي تدور حولها هذه السلسلة. يمكنك قراءتها دون الرد.',
  'threads.title': 'سلاسل الردود',
  'threads.unread': {
    zero: 'لا سلاسل فيها ردود غير مقروءة',
    one: 'سلسلة واحدة فيها ردود غير مقروءة',
    two: 'سلسلتان فيهما ردود غير مقروءة',
    few: '{count} سلاسل فيها ردود غير مقروءة',
    many: '{count} سلسلة فيها ردود غير مقروءة',
    other: '{count} سلسلة فيها ردود غير مقروءة',
  },
  'threads.more': 'سلاسل أخرى',
  'threads.none': 'لا سلاسل ردود بعد',
  'threads.noneWhy': 'تُجمع هنا السلاسل التي تبدؤها أو ترد فيها أو يُشار إليك فيها.',
};
