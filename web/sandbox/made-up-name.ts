// Invents names. Pure: chance is passed in.
import type { IssuedCitizen } from '../../server/contract/sandbox.ts';
import type { Language } from '../shared/strings/language.ts';

export interface MadeUpName {
  readonly name: string;
  readonly sex: IssuedCitizen['sex'];
}

interface Parts {
  readonly families: readonly string[];
  readonly given: Readonly<Record<IssuedCitizen['sex'], readonly string[]>>;
  readonly join: (family: string, given: string) => string;
}

const parts: Readonly<Record<Language, Parts>> = {
  'zh-CN': {
    families: ['云', '松', '青', '白', '江', '岳', '简', '柏', '欧阳', '司徒'],
    given: {
      female: ['知夏', '若溪', '沐晴', '疏影', '听雨', '小满'],
      male: ['望舒', '景行', '修远', '北辰', '致远', '立冬'],
    },
    join: (family, given) => family + given,
  },
  en: {
    families: ['Yun', 'Song', 'Qing', 'Bai', 'Jiang', 'Yue', 'Jian', 'Bo', 'Ouyang', 'Situ'],
    given: {
      female: ['Zhixia', 'Ruoxi', 'Muqing', 'Shuying', 'Tingyu', 'Xiaoman'],
      male: ['Wangshu', 'Jingxing', 'Xiuyuan', 'Beichen', 'Zhiyuan', 'Lidong'],
    },
    join: (family, given) => `${given} ${family}`,
  },
};

/** @param random 0 <= random() < 1 */
export function madeUpName(language: Language, random: () => number): MadeUpName {
  const { families, given, join } = parts[language];
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const sex = random() < 0.5 ? 'female' : 'male';
  return { name: join(pick(families), pick(given[sex])), sex };
}
