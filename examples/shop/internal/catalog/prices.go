package catalog

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

const maxPriceList = 1 << 20 // bytes

// Prices maps SKUs to prices in cents.
type Prices map[string]int64

// PriceLists are the price lists that campaigns refer to by name, files of one
// directory that the operator fills.
type PriceLists struct {
	dir *os.Root
}

// NewPriceLists returns the price lists in dir.
func NewPriceLists(dir *os.Root) *PriceLists {
	return &PriceLists{dir: dir}
}

// List returns the price list of that name. Names that lead out of the directory
// are refused.
func (l *PriceLists) List(name string) (Prices, error) {
	f, err := l.dir.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w: price list %q", ErrNotFound, name)
	}
	defer f.Close()
	var p Prices
	if err := json.NewDecoder(io.LimitReader(f, maxPriceList)).Decode(&p); err != nil {
		return nil, fmt.Errorf("catalog: price list %q: %w", name, err)
	}
	return p, nil
}
