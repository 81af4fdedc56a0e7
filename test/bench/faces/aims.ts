// What the face engine's figures are held against.
import { nothingMore, type Aim } from '../aims.ts';
import type { FaceFigures } from './measure.ts';

export function faceAims(figures: FaceFigures): Aim[] {
  const { cpuMs, timesOurs, memoryMb, readyMs, twoWorkers } = figures;
  const { free, all } = twoWorkers.rounds;
  const sets = [figures.accuracy, ...(figures.accuracyOnPairs ? [figures.accuracyOnPairs] : [])];
  return [
    {
      what: 'still photo to embedding, times quicker than face-api',
      measured: timesOurs.still.faceApi,
      atLeast: 5,
    },
    {
      what: 'one verification, times quicker than face-api',
      measured: timesOurs.verification.faceApi,
      atLeast: 15,
    },
    {
      what: 'one verification, times quicker than human',
      measured: timesOurs.verification.human,
      atLeast: 4,
    },
    { what: 'one verification, CPU ms', measured: cpuMs.verification.ours, below: 900 },
    { what: 'a frame of a capture with decoding, CPU ms', measured: cpuMs.frame.ours, below: 12 },
    {
      what: 'two workers, times one',
      measured: twoWorkers.ratio,
      atLeast: 1.8,
      remark: `both cores free in ${free} of ${all} rounds; empty loops ${twoWorkers.machineRatio.toFixed(2)}`,
    },
    {
      what: 'memory with one worker after documents, MB',
      measured: memoryMb.oneWorker.afterMore,
      below: 350,
    },
    {
      what: 'memory with two workers after documents, MB',
      measured: memoryMb.twoWorkers.afterMore,
      below: 500,
    },
    { what: 'models ready from the cache, ms', measured: readyMs.cached, below: 2000 },
    { what: 'models ready from scratch, ms', measured: readyMs.scratch, below: 2000 },
    ...sets.map(({ pairs, ours, faceApi }): Aim => ({
      what: 'equal error rate less that of face-api, %',
      measured: 100 * (ours.equalErrorRate - faceApi.equalErrorRate),
      below: nothingMore,
      remark: pairs,
    })),
  ];
}
