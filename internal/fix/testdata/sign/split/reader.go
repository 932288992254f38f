package split

import "encoding/json"

// Load reads an order.
func (b *Book) Load(id string) (*Order, error) {
	raw, err := b.entries.Get("order:" + id)
	if err != nil {
		return nil, err
	}
	var o Order
	if err := json.Unmarshal(raw, &o); err != nil { // fix: sign
		return nil, err
	}
	return &o, nil
}
