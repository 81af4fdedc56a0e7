// What each key of the desk does, in Chinese; this table is the shape that every other language has.

export const keysZhCN = {
  title: '按键',
  help: '按键',
  on: '使用单键快捷键',
  approve: '通过',
  refuse: '拒绝',
  'ask-again': '请申请人重做',
  escalate: '上报组长',
  revoke: '撤销准入（组长和运维人员，已准入的案件）',
  claim: '领取或续时',
  release: '放回队列',
  reveal: '显示或遮住个人信息',
  undo: '撤回刚才的决定',
  settle: '让刚才的决定现在就生效',
  next: '领取下一个案件',
  down: '队列里的下一个案件',
  up: '队列里的上一个案件',
  search: '查找申请',
  filter: '筛选队列',
  shift: '开始或结束当班',
  hold: '把闸门转回人工',
  zoomIn: '放大照片',
  zoomOut: '缩小照片',
  resetView: '照片复原',
  helpKey: '显示或关闭这张表',
  escape: '关闭抽屉或这张表',
  view: (view: string) => `页面：${view}`,
  digits: '在抽屉里选原因',
  send: '在抽屉里提交',
};

export type KeyStrings = typeof keysZhCN;
