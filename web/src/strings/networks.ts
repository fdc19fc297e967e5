// What the network says beside the words of index.ts: filters by what claims say, two times side by side, pins, files.

export const networks = {
  claims: "By what claims say",
  fields: { type: "Relation", valence: "Valence", polarity: "Polarity", modality: "Modality", status: "Review", said: "According to", outlet: "Outlet" },
  valence: { positive: "friendly", negative: "hostile", neutral: "neutral", mixed: "mixed" },
  polarity: { affirmed: "affirmed", negated: "denied" },
  modality: {
    asserted: "asserted", demanded: "demanded", intended: "intended", possible: "possible", predicted: "predicted", questioned: "questioned",
    conditional: "conditional",
  },
  compare: "Compare two times",
  before: "Before",
  after: "After",
  period: "2020 or 2018/2020",
  difference: "Difference",
  change: "Change",
  changes: { gained: "gained", lost: "lost", turned: "turned round", stronger: "stronger", weaker: "weaker", same: "the same" },
  changed: (gained: number, lost: number, other: number) => `${gained} gained, ${lost} lost, ${other} changed`,
  onlySign: "Show these alone",
  onePeriod: "Write one period in each of Before and After, such as 2020 and 2022.",
  pin: "Pin",
  unpin: "Unpin",
  pinned: "Pinned",
  page: "HTML",
  around: "only what is around it",
  along: "Claims along the path",
  more: (n: number) => `${n} more`,
} as const;
