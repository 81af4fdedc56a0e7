// 填写信息这一步说的话，以及每一栏填得不对时怎么说。

/** JSON Pointers of the declaration, in the order they stand on the screen. */
export type DeclarationPointer =
  | '/subjectKind'
  | '/legalName'
  | '/citizenId'
  | '/business/code'
  | '/business/name'
  | '/business/legalRepresentative'
  | '/shop/name'
  | '/shop/categories'
  | '/shop/brands'
  | '/contact/phone'
  | '/contact/email';

const labels: Record<DeclarationPointer, string> = {
  '/subjectKind': '您以什么身份申请？',
  '/legalName': '姓名',
  '/citizenId': '身份证号码',
  '/business/code': '统一社会信用代码',
  '/business/name': '企业名称',
  '/business/legalRepresentative': '法定代表人或经营者',
  '/shop/name': '店铺名称',
  '/shop/categories': '主要卖什么',
  '/shop/brands': '品牌',
  '/contact/phone': '手机号码',
  '/contact/email': '电子邮箱',
};

/** When nothing more exact is known than that this field is wrong. */
const wrong: Record<DeclarationPointer, string> = {
  '/subjectKind': '请选择您以什么身份申请。',
  '/legalName': '请按身份证填写姓名。',
  '/citizenId': '请照着身份证逐位核对号码。',
  '/business/code': '请照着营业执照填写 18 位代码。',
  '/business/name': '请填写营业执照上的名称。',
  '/business/legalRepresentative': '请填写营业执照上的法定代表人或经营者。',
  '/shop/name': '请填写店铺名称，最多 100 个字。',
  '/shop/categories': '最多 20 项，每项不超过 60 个字。',
  '/shop/brands': '最多 20 个品牌，每个不超过 60 个字。',
  '/contact/phone': '请填写能联系到您的号码，只用数字、空格和 +。',
  '/contact/email': '邮箱地址看起来不完整，例如 name@example.com。',
};

/** What the server's code says about the ID number, more exactly. */
const citizenId: Record<'length' | 'characters' | 'region' | 'birth-date' | 'check-digit', string> = {
  length: '身份证号码应有 18 位。',
  characters: '身份证号码只有数字，最后一位也可能是 X。',
  region: '号码开头两位不是地区代码，请核对。',
  'birth-date': '号码里的出生日期不存在，请核对第 7 到 14 位。',
  'check-digit': '号码里有一位填错了，请照着身份证逐位核对。',
};

export const declarationZhCN = {
  labels,
  wrong,
  citizenId,
  title: '填写信息',
  lead: '请照着证件填写。信息加密保存，只有处理您申请的审核员能看。',
  nameHint: '与身份证上一致。“·”和生僻字（如 𠮷）都可以。',
  citizenIdHint: '18 位，最后一位可能是 X。用来核对您的身份。',
  citizenIdCount: (count: number) => `已填 ${count} 位，共 18 位`,
  businessTitle: '企业',
  businessCodeHint: '营业执照上的 18 位代码。',
  shopTitle: '店铺',
  listHint: '用逗号隔开，例如：茶叶，茶具',
  contactTitle: '联系方式',
  phoneHint: '只在审核需要时联系您。',
  already: (name: string, number: string) =>
    `已填写：${name}，${number}。为了保护您的信息，这里不显示全部内容；要修改请重新填写。`,
  keep: '不修改，返回',
  go: '保存并继续',
};

export type DeclarationStrings = typeof declarationZhCN;
