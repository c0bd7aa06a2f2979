import type { CommandWords } from '../command-words.ts';
import { answers } from './answers.ts';
import { words } from './words.ts';

const { options } = answers;
const { kinds } = words;

const isPrivate = { name: 'приватно', description: 'Відповідь побачите тільки ви' };
const channel = { name: 'канал', description: 'Цей канал, якщо не вказати' };
const which = {
  channel,
  search: {
    name: 'пошук',
    description: 'Котра підписка, якщо в каналі їх кілька: слова, з якими її створено',
  },
};
const why = { name: 'чому', description: 'Чому, для історії' };
const revision = { name: 'редакція', description: 'Її номер з /факти історія' };

/**
 * Names, descriptions and choices as Ukrainian clients show them, by their English names. Names are in lower case, of letters,
 * digits, `-` and `_`, and at most 32 characters long; descriptions and choices at most 100.
 */
export const UKRAINIAN_COMMANDS: Readonly<Record<string, CommandWords>> = {
  total: {
    name: 'разом',
    description: 'Скільки: кожен долар один раз, за видами, і що не має опублікованої суми',
    options: {
      of: { name: 'чого', description: 'Предмет або допомога' },
      program: { name: 'програма', description: 'Наприклад, Foreign Military Financing або FMF' },
      recipient: { name: 'одержувач', description: 'Хто отримує; разом з усіма, хто до нього належить' },
      kind: {
        name: options.kind,
        description: 'Лише суми цього виду; види ніколи не додаються між собою',
        choices: kinds,
      },
      since: { name: options.since, description: 'Від цього дня, наприклад березень 2014 або 2014-03-01' },
      until: { name: options.until, description: 'До цього дня, наприклад 4 червня 2014' },
      as_of: { name: options.as_of, description: 'Лише те, що кажуть джерела, опубліковані до цього дня' },
      chart: {
        name: options.chart,
        description: 'З діаграмою за одним із цього: стовпчики, непевне показано проміжками',
        choices: { kind: 'вид', program: 'програма', recipient: 'одержувач', month: 'місяць' },
      },
      private: isPrivate,
    },
  },
  item: {
    name: 'предмет',
    description: 'Знайти предмет: що, скільки, кому, за якою програмою, і речення, яке це підтверджує',
    options: {
      name: { name: 'назва', description: 'Назва або скорочення; дрібні помилки не заважають' },
      private: isPrivate,
    },
  },
  meetings: {
    name: 'зустрічі',
    description: 'Зустрічі, дзвінки, візити й консультації: майбутні, минулі або всі',
    options: {
      when: {
        name: options.when,
        description: 'Які саме; якщо не вказати, майбутні',
        choices: { upcoming: 'майбутні', past: 'минулі', all: 'усі' },
      },
      search: { name: 'пошук', description: 'Слова з назви, місця, учасників або теми' },
      as_of: {
        name: options.as_of,
        description: 'День, від якого дивитися замість сьогодні, наприклад 20 травня 2014',
      },
      private: isPrivate,
    },
  },
  find: {
    name: 'знайти',
    description: 'Шукати будь-що: предмети, допомогу, програми, сторони, зустрічі, джерела',
    options: {
      text: { name: 'текст', description: 'Що шукати, будь-якими словами' },
      private: isPrivate,
    },
  },
  source: {
    name: 'джерело',
    description: 'Документи, на яких ґрунтуються відповіді: список або один із фактами й текстом',
    options: {
      name: { name: 'назва', description: 'Заголовок; не вказуйте, щоб побачити список' },
      private: isPrivate,
    },
  },
  help: {
    name: 'довідка',
    description: 'Про що можна запитати, з прикладами',
    options: { private: isPrivate },
  },
  remind: {
    name: 'нагадування',
    description: 'Нагадувати каналу про зустрічі',
    options: {
      add: {
        name: 'додати',
        description: 'Нагадувати каналу перед зустрічами й коли вони переносяться',
        options: {
          channel,
          before: {
            name: options.before,
            description: 'За скільки до зустрічі, наприклад 1 тиждень, 1 день, 1 год',
          },
          search: { name: 'пошук', description: 'Лише зустрічі з цими словами' },
          mention: { name: 'згадка', description: 'Роль, яку щоразу згадувати' },
          events: { name: 'події', description: 'Показувати зустрічі ще й як заплановані події сервера' },
        },
      },
      list: {
        name: 'список',
        description: 'Кожна підписка, її наступне нагадування і що сталося з останніми',
      },
      pause: {
        name: 'призупинити',
        description: 'Не надсилати каналу нагадувань, доки не відновите',
        options: which,
      },
      resume: { name: 'відновити', description: 'Продовжити після паузи', options: which },
      remove: { name: 'вилучити', description: 'Припинити нагадування каналу', options: which },
      test: {
        name: 'перевірити',
        description: 'Показати, який вигляд матиме нагадування; нікого не згадує',
        options: which,
      },
    },
  },
  timezone: {
    name: 'часовий_пояс',
    description: 'Часовий пояс цього сервера, для нагадувань про дні без години',
    options: { zone: { name: 'пояс', description: 'Наприклад, Europe/Kyiv; не вказуйте, щоб побачити' } },
  },
  facts: {
    name: 'факти',
    description: 'З чого бот відповідає: подивитися, змінити, повернутися назад',
    options: {
      status: { name: 'стан', description: 'Редакція, її джерела, негаразди й що обслуговує кожен процес' },
      reload: {
        name: 'перечитати',
        description: 'Перечитати теку джерел і показати, що змінилося б',
        options: { why },
      },
      upload: {
        name: 'завантажити',
        description: 'Додати файл джерела або джерела в .zip і показати, що змінилося б',
        options: {
          file: {
            name: 'файл',
            description: 'Файл джерела .yaml, .csv, .tsv, .ics або .txt, або .zip із джерелами',
          },
          source: { name: options.source, description: 'Джерело, до якого належить файл' },
          why,
        },
      },
      history: { name: 'історія', description: 'Збережені редакції і хто що зробив' },
      rollback: {
        name: 'повернути',
        description: 'Показати, що змінилося б, якби знову діяла попередня редакція',
        options: { revision, why },
      },
      export: {
        name: 'вивантажити',
        description: 'Усе одним файлом',
        options: {
          format: {
            name: 'формат',
            description: 'zip: тека джерел (як і без цього); csv: кожен факт рядком',
            choices: { zip: 'zip', csv: 'csv' },
          },
        },
      },
      pin: { name: 'закріпити', description: 'Зберігати редакцію назавжди', options: { revision } },
      unpin: {
        name: 'відкріпити',
        description: 'Зберігати редакцію не довше за інші',
        options: { revision },
      },
    },
  },
};
