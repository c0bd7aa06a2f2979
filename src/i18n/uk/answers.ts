import type { answers as english } from '../en/answers.ts';
import type { Translated } from '../translated.ts';

export const answers: Translated<typeof english> = {
  options: {
    since: 'відколи',
    until: 'доки',
    as_of: 'станом_на',
    when: 'коли',
    kind: 'вид',
    chart: 'діаграма',
    before: 'за_скільки',
    source: 'джерело',
  },
  ask: {
    problem: '`{{name}}`: {{problem}}',
    notAChoice: '`{{name}}` не може бути «{{text}}». Це одне з: {{choices}}.',
    noCommand: 'Такої команди вже немає. `/довідка` показує, що є.',
    oldButton: 'Ця кнопка або це меню зі старішої версії. Запитайте, будь ласка, ще раз.',
    unknown: 'Бот цього вже не знає.',
    failed: 'У нас щось пішло не так. Хто запустив бота, знайде це в журналі за номером {{id}}.',
    privately: 'Відповідь надіслано приватно.',
  },
};
