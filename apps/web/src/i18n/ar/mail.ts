import type { MailCatalogue } from '../mail-texts.ts';

/** Mail: addresses, new passwords, what one missed. */
export const mail: MailCatalogue = {
  'mail.title': 'البريد',
  'mail.proved': '{email} لك: لقد أكدته.',
  'mail.unproved': 'لم يُؤكَّد {email} بعد. لا يُرسل ما فاتك إلا إلى العناوين المؤكدة.',
  'mail.refused': '{email} لا يقبل الرسائل.',
  'mail.ask': 'أرسل الرابط مجددًا',
  'mail.asked': 'رابط في طريقه إلى {email}.',
  'mail.digest': 'ما فاتك، بالبريد',
  'mail.off': 'متوقف',
  'mail.daily': 'مرة في اليوم على الأكثر',
  'mail.weekly': 'مرة في الأسبوع على الأكثر',
  'mail.digestHint': 'عندما تغيب يومًا أو أكثر: الرسائل المباشرة والإشارات إليك والردود في السلاسل التي تتابعها.',
  'forgot.title': 'نسيت كلمة المرور؟',
  'forgot.why': 'يرسل لك نوفا رابطًا تختار به كلمة جديدة.',
  'forgot.do': 'أرسل لي رابطًا',
  'forgot.asked': 'إن كان هناك حساب بعنوان {email} فالرابط في الطريق. وهو صالح ساعة واحدة.',
  'reset.title': 'اختر كلمة مرور جديدة',
  'reset.new': 'كلمة المرور الجديدة',
  'reset.do': 'ضبط كلمة المرور',
  'reset.done': 'ضُبطت كلمة مرورك الجديدة وانتهت كل الجلسات. سجّل الدخول بها.',
  'reset.again': 'اطلب رابطًا آخر',
  'confirm.title': 'أكّد عنوانك',
  'confirm.why': 'أكّد أن {email} لك.',
  'confirm.do': 'تأكيد العنوان',
  'confirm.done': 'تم التأكيد: العنوان لك.',
};
