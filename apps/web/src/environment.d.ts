declare namespace NodeJS {
  interface ProcessEnv {
    /** Set by `next.config.ts`. */
    readonly NEXT_PUBLIC_BUILD_ID?: string;
  }
}
