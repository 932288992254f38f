package bounded

import (
	"archive/zip"
	"bytes"
	"errors"

	"example.com/kinds"
)

var errLarge = errors.New("too large")

func entries() {
	b := kinds.SourceBytes()                                    // @source(zip)
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b))) // @trace(zip) passed through bytes.NewReader
	if err != nil {
		return
	}
	for _, f := range zr.File {
		rc, err := f.Open()
		if err != nil {
			return
		}
		kinds.Decode(rc, &target) // @sink(zip) @unbounded(zip)
	}
}

// A field of the entry says how long it is.
func smallEntries() error {
	b := kinds.SourceBytes()                                    // @source(small)
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b))) // @trace(small) passed through bytes.NewReader
	if err != nil {
		return err
	}
	for _, f := range zr.File {
		if f.UncompressedSize64 > limit {
			return errLarge
		}
		rc, err := f.Open()
		if err != nil {
			return err
		}
		kinds.Decode(rc, &target) // @sink(small)
	}
	return nil
}

const limit = 1 << 20
