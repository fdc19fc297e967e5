import { describe, expect, it } from "vitest";
import { counted, halves, shown, side, spanned, within, yearBars } from "../../src/logic/portrait";

const years = (...pairs: [string, number][]) => pairs.map(([id, total]) => ({ id, total }));

describe("the claims of a group", () => {
  it("have its value beside the filter", () => {
    expect(within({ object: "a", since: "2020" }, "subject", "b")).toEqual({ object: "a", since: "2020", subject: "b" });
    expect(within({ object: "a", valence: "positive" }, "type", "saves", "negative")).toEqual({ object: "a", valence: "negative", type: "saves" });
    expect(within({ object: "a", valence: "positive" }, "type", "saves")).toEqual({ object: "a", valence: "positive", type: "saves" });
  });
  it("are of the part of the period that lies in a year", () => {
    const filter = { since: "2020-05", until: "2022-03-01" };
    expect(within(filter, "year", "2020")).toEqual({ since: "2020-05", until: "2020" });
    expect(within(filter, "year", "2021")).toEqual({ since: "2021", until: "2021" });
    expect(within(filter, "year", "2022")).toEqual({ since: "2022", until: "2022-03-01" });
    expect(within({}, "year", "2020")).toEqual({ since: "2020", until: "2020" });
  });
  it("are listed without those that were rejected", () => {
    expect(counted({ object: "a", valence: undefined })).toBe("/claims?object=a&rejected=no&order=newest");
  });
});

describe("a side", () => {
  it("replaces the filter that it is of", () => {
    expect(side({ object: "a", country: "FR" }, "country", "DE")).toEqual({ object: "a", country: "DE" });
    expect(side({ since: "2001" }, "period", "2014/2016")).toEqual({ since: "2014", until: "2016" });
    expect(side({}, "period", "2014")).toEqual({ since: "2014", until: "2014" });
  });
});

describe("groupings", () => {
  it("are those that have several groups", () => {
    expect(shown({ object: "a" })).toEqual(["subject", "type", "source", "country", "outlet", "year"]);
    expect(shown({ object: undefined, type: "saves" }, "country")).toEqual(["subject", "object", "source", "outlet", "year"]);
    expect(shown({}, "period")).not.toContain("year");
  });
});

describe("years", () => {
  it("are bars from the first to the last", () => {
    expect(yearBars(years(["2010", 2], ["2012", 1], ["XXXX", 4]))).toEqual([
      { name: "2010", count: 2 },
      { name: "2011", count: 0 },
      { name: "2012", count: 1 },
    ]);
  });
  it("fall into two periods of about as many claims", () => {
    expect(halves(years(["2010", 1], ["2012", 1], ["2014", 2], ["2020", 1]))).toEqual(["2010/2014", "2020"]);
    expect(halves(years(["2010", 9], ["2012", 1]))).toEqual(["2010", "2012"]);
    expect(halves(years(["2010", 1], ["2012", 9]))).toEqual(["2010", "2012"]);
    expect(halves(years(["2010", 5], ["2011", 1], ["2012", 1]))).toEqual(["2010", "2011/2012"]);
  });
  it("have no halves where there is but one", () => {
    expect(halves(years(["2010", 3]))).toBeNull();
    expect(halves([])).toBeNull();
    expect(halves(years(["2010", 3], ["2011", 0]))).toBeNull();
  });
  it("are said as people read them", () => {
    expect(spanned("2014/2016")).toBe("2014–2016");
    expect(spanned("2014")).toBe("2014");
  });
});
