/** Set in the environment of hooks that `canon doctor` fires, and no agent: they run as ever, and are not noted. */
export const ON_TRIAL = 'CANON_ON_TRIAL';
