/** The package types its entry points only; this file is all of them in one. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export * from 'echarts';
}
