internal import CVector

// How a row enters the rows in flight, split into lines, and how it leaves.

extension WienerRows {
    // MARK: A row enters

    /// Splits row `y` of every plane into its slot of the ring at `ringOffset`.
    @inline(__always)
    func enter(
        _ y: Int, _ source: UnsafePointer<Float>, _ planeStride: Int, ringOffset: Int,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        var plane = 0
        while plane < planeCount {
            let row = source + plane &* planeStride
            let lines = scratch + ringOffset + slot(y, plane)
            var i = 0
            while i < blocks &* lanes32 {
                let first = splitByFour(row + 8 &* i)
                let second = splitByFour(row + 8 &* i + 4 &* lanes32)
                storeSplit(first.0, second.0, 0, lines + i)
                storeSplit(first.1, second.1, 1, lines + i)
                storeSplit(first.2, second.2, 2, lines + i)
                storeSplit(first.3, second.3, 3, lines + i)
                i &+= lanes32
            }
            plane &+= 1
        }
    }

    /// Every fourth of the pixels of four vectors, beginning with the first, the second, the third and the fourth.
    @inline(__always)
    private func splitByFour(_ source: UnsafePointer<Float>) -> (cv_f32, cv_f32, cv_f32, cv_f32) {
        let (a, b) = (loadF32(source), loadF32(source + lanes32))
        let (c, d) = (loadF32(source + 2 &* lanes32), loadF32(source + 3 &* lanes32))
        let (evenLow, evenHigh) = (cv_even_f32(a, b), cv_even_f32(c, d))
        let (oddLow, oddHigh) = (cv_odd_f32(a, b), cv_odd_f32(c, d))
        return (
            cv_even_f32(evenLow, evenHigh), cv_even_f32(oddLow, oddHigh), cv_odd_f32(evenLow, evenHigh),
            cv_odd_f32(oddLow, oddHigh)
        )
    }

    /// Stores lines `residue` and `residue + 4`, of which every other pixel is given.
    @inline(__always)
    private func storeSplit(_ low: cv_f32, _ high: cv_f32, _ residue: Int, _ target: UnsafeMutablePointer<Float>) {
        store(cv_even_f32(low, high), to: target + residue &* lineCount)
        store(cv_odd_f32(low, high), to: target + (residue &+ 4) &* lineCount)
    }

    // MARK: A row leaves

    /// Writes row `y` of every plane once no further patch will touch it.
    @inline(__always)
    func finish(
        _ y: Int, _ target: UnsafeMutablePointer<Float>, _ planeStride: Int, _ scratch: UnsafeMutablePointer<Float>
    ) {
        invertWeights(scratch)
        let scales = UnsafePointer(scratch) + scaleOffset
        var plane = 0
        while plane < planeCount {
            let lines = UnsafePointer(scratch) + sumOffset + slot(y, plane)
            let row = target + plane &* planeStride
            var i = 0
            while i < blocks &* lanes32 {
                let even = joined(0, 2, lines + i, scales + i)
                let odd = joined(1, 3, lines + i, scales + i)
                let pixels = row + 8 &* i
                storeJoined(even.0, odd.0, pixels)
                storeJoined(even.1, odd.1, pixels + 2 &* lanes32)
                storeJoined(even.2, odd.2, pixels + 4 &* lanes32)
                storeJoined(even.3, odd.3, pixels + 6 &* lanes32)
                i &+= lanes32
            }
            plane &+= 1
        }
    }

    /// The mean pixels at `first` and `second` modulo 4, in the order of their columns.
    @inline(__always)
    private func joined(
        _ first: Int, _ second: Int, _ sums: UnsafePointer<Float>, _ scales: UnsafePointer<Float>
    ) -> (cv_f32, cv_f32, cv_f32, cv_f32) {
        let (a, b) = (mean(first, sums, scales), mean(first &+ 4, sums, scales))
        let (c, d) = (mean(second, sums, scales), mean(second &+ 4, sums, scales))
        let (low, high) = (cv_interleave_low_f32(a, b), cv_interleave_high_f32(a, b))
        let (nextLow, nextHigh) = (cv_interleave_low_f32(c, d), cv_interleave_high_f32(c, d))
        return (
            cv_interleave_low_f32(low, nextLow), cv_interleave_high_f32(low, nextLow),
            cv_interleave_low_f32(high, nextHigh), cv_interleave_high_f32(high, nextHigh)
        )
    }

    @inline(__always)
    private func mean(_ residue: Int, _ sums: UnsafePointer<Float>, _ scales: UnsafePointer<Float>) -> cv_f32 {
        loadAlignedF32(sums + residue &* lineCount) * loadAlignedF32(scales + residue &* lineCount)
    }

    @inline(__always)
    private func storeJoined(_ even: cv_f32, _ odd: cv_f32, _ target: UnsafeMutablePointer<Float>) {
        store(cv_interleave_low_f32(even, odd), to: target)
        store(cv_interleave_high_f32(even, odd), to: target + lanes32)
    }

    /// 1 / the sum of the weights of all patches that cover a pixel of the row that leaves: one of each row of patches.
    ///
    /// Where the patches of a row begin further right than a pixel, it belongs to the one before.
    @inline(__always)
    private func invertWeights(_ scratch: UnsafeMutablePointer<Float>) {
        let lines = UnsafePointer(scratch) + weightOffset + lanes32
        let w0 = lines + weightLine(ofShift: 0)
        let w1 = lines + weightLine(ofShift: 1)
        let w2 = lines + weightLine(ofShift: 2)
        let w3 = lines + weightLine(ofShift: 3)
        let w4 = lines + weightLine(ofShift: 4)
        let w5 = lines + weightLine(ofShift: 5)
        let w6 = lines + weightLine(ofShift: 6)
        let w7 = lines + weightLine(ofShift: 7)
        var scales = scratch + scaleOffset
        var i = 0
        while i < blocks &* lanes32 {
            // Of those before, the ones shifted by more than 6, 5, …
            let b7 = loadF32(w7 + i - 1)
            let b6 = b7 + loadF32(w6 + i - 1)
            let b5 = b6 + loadF32(w5 + i - 1)
            let b4 = b5 + loadF32(w4 + i - 1)
            let b3 = b4 + loadF32(w3 + i - 1)
            let b2 = b3 + loadF32(w2 + i - 1)
            let b1 = b2 + loadF32(w1 + i - 1)
            var own = loadAlignedF32(w0 + i)
            store(1 / (own + b1), to: scales)
            own = own + loadAlignedF32(w1 + i)
            store(1 / (own + b2), to: scales + lineCount)
            own = own + loadAlignedF32(w2 + i)
            store(1 / (own + b3), to: scales + 2 &* lineCount)
            own = own + loadAlignedF32(w3 + i)
            store(1 / (own + b4), to: scales + 3 &* lineCount)
            own = own + loadAlignedF32(w4 + i)
            store(1 / (own + b5), to: scales + 4 &* lineCount)
            own = own + loadAlignedF32(w5 + i)
            store(1 / (own + b6), to: scales + 5 &* lineCount)
            own = own + loadAlignedF32(w6 + i)
            store(1 / (own + b7), to: scales + 6 &* lineCount)
            own = own + loadAlignedF32(w7 + i)
            store(1 / own, to: scales + 7 &* lineCount)
            scales += lanes32
            i &+= lanes32
        }
    }

    /// Where the weights of the patches with a shift lie; what is always 0 if there are none.
    @inline(__always)
    private func weightLine(ofShift shift: Int) -> Int {
        // 3 × 3 is 1 more than a multiple of 8.
        let number = 3 &* shift & 7
        return (number &* rowStep < 8 ? number : 8) &* lineCount
    }
}
