;; Dot products of one query with many 8-bit vectors, sixteen components an instruction.
;; Compiled into scan-vectors.wasm.ts by `npx tsx scripts/build/compile-wasm.ts`.
(module
  (import "block" "memory" (memory 1))

  ;; For i in 0 .. count, with row = $rows ? $rows[i] : i
  ;;   $scores[i] = $scales[row] * sum over k of $query[k] * $vectors[row * $stride + k]
  ;;
  ;; $query   i16, $stride of them     $vectors  i8, $stride a row, $stride a multiple of 32
  ;; $scales  f32, one a row           $rows     u32, or 0 for the first $count rows
  ;; $scores  f32, $count of them      all are addresses in memory
  ;;
  ;; The sums stay below 2^31: see quantize.ts, which chooses the query's scale for that.
  (func (export "scan")
    (param $query i32) (param $vectors i32) (param $scales i32) (param $stride i32)
    (param $rows i32) (param $count i32) (param $scores i32)
    (local $i i32) (local $row i32) (local $at i32) (local $end i32) (local $q i32)
    (local $v v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (block $done
      (br_if $done (i32.eqz (local.get $count)))
      (loop $next_row
        (local.set $row (local.get $i))
        (if (local.get $rows)
          (then (local.set $row (i32.load (i32.add (local.get $rows) (i32.shl (local.get $i) (i32.const 2)))))))
        (local.set $at (i32.add (local.get $vectors) (i32.mul (local.get $row) (local.get $stride))))
        (local.set $end (i32.add (local.get $at) (local.get $stride)))
        (local.set $q (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        ;; Four sums at once, so that the processor overlaps the additions.
        (loop $next_components
          (local.set $v (v128.load (local.get $at)))
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $v)) (v128.load (local.get $q)))))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $v)) (v128.load offset=16 (local.get $q)))))
          (local.set $v (v128.load offset=16 (local.get $at)))
          (local.set $c (i32x4.add (local.get $c)
            (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $v)) (v128.load offset=32 (local.get $q)))))
          (local.set $d (i32x4.add (local.get $d)
            (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $v)) (v128.load offset=48 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (br_if $next_components (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $a (i32x4.add (i32x4.add (local.get $a) (local.get $b)) (i32x4.add (local.get $c) (local.get $d))))
        (f32.store (i32.add (local.get $scores) (i32.shl (local.get $i) (i32.const 2)))
          (f32.mul
            (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))
            (f32.convert_i32_s
              (i32.add
                (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
                (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next_row (i32.lt_u (local.get $i) (local.get $count)))))))
