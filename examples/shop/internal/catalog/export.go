package catalog

import (
	"encoding/json"
	"fmt"
	"io"
)

// Export is what one shop sends to another: articles, and pictures by name.
type Export struct {
	Items    []Item            `json:"items"`
	Pictures map[string][]byte `json:"pictures,omitempty"`
}

// ReadExport reads what WriteExport wrote. It reads r to its end, so the caller
// must have bounded it.
func ReadExport(r io.Reader) (Export, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var e Export
	if err := dec.Decode(&e); err != nil {
		return Export{}, fmt.Errorf("catalog: export: %w", err)
	}
	return e, nil
}

// WriteExport writes the export.
func WriteExport(w io.Writer, e Export) error {
	if err := json.NewEncoder(w).Encode(e); err != nil {
		return fmt.Errorf("catalog: export: %w", err)
	}
	return nil
}
