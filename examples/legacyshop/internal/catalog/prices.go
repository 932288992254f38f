package catalog

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// PriceDir is the directory of the price lists that campaigns refer to by name.
var PriceDir = "prices"

// PriceList maps SKUs to prices in cents.
type PriceList struct {
	Name   string
	Prices map[string]int64
}

// UnmarshalJSON accepts a list of prices, {"A-1": 1299}, and the name of a list
// in PriceDir, "winter".
func (p *PriceList) UnmarshalJSON(b []byte) error {
	var name string
	if err := json.Unmarshal(b, &name); err != nil {
		return json.Unmarshal(b, &p.Prices)
	}
	list, err := os.ReadFile(filepath.Join(PriceDir, name))
	if err != nil {
		return fmt.Errorf("catalog: price list: %w", err)
	}
	p.Name = name
	return json.Unmarshal(list, &p.Prices)
}
