import { axisEnd } from '../../domain/workload.js'

/** What a chart of columns draws; lengths across are percent of its width, lengths down are pixels. */
export interface Chart {
  name: string
  height: number
  lines: { y: number; text: string }[]
  bars: { x: string; y: number; width: string; height: number; series: number }[]
  labels: { x: string; text: string }[]
}

const top = 22
const plot = 150

/** Columns beside each other for each label: one of each series. Where there is no value there is no column. */
export function columns(name: string, labels: string[], series: (number | null)[][], everyNth = 1): Chart {
  const end = axisEnd(Math.max(1, ...series.flat().map((value) => value ?? 0)))
  const slot = 100 / labels.length
  const width = (slot * 0.7) / series.length
  const bars = series.flatMap((values, nth) =>
    values.flatMap((value, n) => {
      if (!value) return []
      const height = (value / end) * plot
      const x = slot * (n + 0.15) + width * nth
      return [
        {
          x: `${x.toFixed(2)}%`,
          y: top + plot - height,
          width: `${(width * 0.92).toFixed(2)}%`,
          height,
          series: nth + 1,
        },
      ]
    }),
  )
  return {
    name,
    height: top + plot + 26,
    lines: [end, end / 2, 0].map((value) => ({ y: top + plot - (value / end) * plot, text: String(value) })),
    bars,
    labels: labels.flatMap((text, n) =>
      (labels.length - 1 - n) % everyNth === 0 ? [{ x: `${(slot * (n + 0.5)).toFixed(2)}%`, text }] : [],
    ),
  }
}
