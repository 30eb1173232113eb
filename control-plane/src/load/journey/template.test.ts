import { describe, expect, test } from "vitest"
import { seededRng } from "../../rng.ts"
import { captureFrom, parseCapture } from "./capture.ts"
import { fill, jsonTemplate, parseTemplate, type TemplateScope } from "./template.ts"

const scope = (values: Record<string, unknown>, seed = 1): TemplateScope => ({
  lookup: (name) => values[name],
  rng: seededRng(seed),
})
const filled = (text: string, values: Record<string, unknown> = {}, seed = 1) =>
  fill(parseTemplate(text), scope(values, seed), (value) => value)

describe("templates", () => {
  test.each([
    ["/plain", {}, "/plain"],
    ["/{{id}}", { id: 7 }, "/7"],
    ["{{a}}-{{ b }}-{{a}}", { a: "x", b: false }, "x-false-x"],
    ["{{id}}", {}, null],
    ["/{{id}}", { id: null }, null],
    ["{{o}}", { o: { p: 1 } }, '{"p":1}'],
  ])("%s with %j is %s", (text, values, result) => {
    expect(filled(text, values)).toBe(result)
  })

  test("encode what goes into the holes, not the text around them", () => {
    const path = parseTemplate("/search?q={{q}}&x=%20")
    expect(fill(path, scope({ q: "a b&c/ä" }), encodeURIComponent)).toBe("/search?q=a%20b%26c%2F%C3%A4&x=%20")
  })

  test("throw the same dice for the same seed, and others for another", () => {
    const text = "{{random.word}} {{random.int(1,1000000)}} {{random.name}} {{random.uuid}} {{random.email}}"
    expect(filled(text, {}, 5)).toBe(filled(text, {}, 5))
    expect(filled(text, {}, 5)).not.toBe(filled(text, {}, 6))
    const names = new Set(Array.from({ length: 2000 }, (_, seed) => filled("{{random.name}}", {}, seed)))
    expect(names.size).toBe(2000)
  })

  test("make values of the promised shape", () => {
    for (let seed = 0; seed < 200; seed++) {
      expect(filled("{{random.name}}", {}, seed)).toMatch(/^[a-z][a-z0-9]{2,19}$/)
      expect(filled("{{random.uuid}}", {}, seed)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
      expect(filled("{{random.email}}", {}, seed)).toMatch(/^[a-z0-9]+@example\.com$/)
      expect(filled("{{random.word}}", {}, seed)).toMatch(/^[a-z]+$/)
      expect(["-2", "-1", "0", "1"]).toContain(filled("{{random.int(-2, 1)}}", {}, seed))
    }
  })

  test.each([
    ["{{random.nonsense}}", "does not know"],
    ["{{random.int(5,1)}}", "does not know"],
    ["{{a b}}", "cannot read"],
    ["{{}}", "cannot read"],
    ["{{open", "without its partner"],
    ["close}}", "without its partner"],
  ])("%s is told to be wrong", (text, message) => {
    expect(parseTemplate(text).problems.join()).toContain(message)
  })

  test("know which captures they need", () => {
    expect(parseTemplate("/{{a}}/{{random.uuid}}/{{b}}").names).toEqual(["a", "b"])
  })
})

describe("JSON templates", () => {
  test("keep the type of a value that stands alone", () => {
    const render = jsonTemplate({
      id: "{{id}}",
      text: "no. {{id}}",
      list: ["{{id}}", 1, null],
      quantity: "{{random.int(3,3)}}",
    })
    expect(render(scope({ id: 7 }))).toBe('{"id":7,"text":"no. 7","list":[7,1,null],"quantity":3}')
  })

  test("are nothing at all when a capture is not there, however deep", () => {
    expect(jsonTemplate({ a: [{ b: "x{{gone}}" }] })(scope({}))).toBeNull()
    expect(jsonTemplate("{{gone}}")(scope({}))).toBeNull()
  })

  test("escape what could break out of a string", () => {
    const render = jsonTemplate({ name: "<{{name}}>" })
    expect(JSON.parse(render(scope({ name: '"},{"' })) ?? "")).toEqual({ name: '<"},{">' })
  })
})

describe("captures", () => {
  const document = { token: "t", items: [{ id: 1 }, { id: 2 }], none: [], "a/b": { "c~d": 5 }, nil: null }
  test.each([
    ["/token", { kind: "value", value: "t" }],
    ["/items/1/id", { kind: "value", value: 2 }],
    ["/a~1b/c~0d", { kind: "value", value: 5 }],
    ["/none/*/id", { kind: "empty" }],
    ["/missing", { kind: "absent" }],
    ["/items/9/id", { kind: "absent" }],
    ["/token/deeper", { kind: "absent" }],
    ["/nil", { kind: "absent" }],
    ["/constructor", { kind: "absent" }],
  ])("%s", (pointer, captured) => {
    expect(captureFrom(document, parseCapture("x", pointer), seededRng(1))).toEqual(captured)
  })

  test("pick any element with *", () => {
    const rng = seededRng(3)
    const picked = Array.from({ length: 50 }, () =>
      captureFrom(document, parseCapture("x", "/items/*/id"), rng),
    )
    expect(new Set(picked.map((captured) => JSON.stringify(captured))).size).toBe(2)
  })
})
