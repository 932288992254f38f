// Package silent has tags that say what they mean.
package silent

import (
	"encoding/json"
	"net/http"
)

type account struct {
	Name   string `json:"name,omitempty" yaml:"name" xml:"name,attr"`
	Admin  bool   `json:"-"`
	Role   string `msgpack:"-,omitempty"` // its encoder leaves the field out
	note   string `json:"-,"`             // not exported: nothing fills it
	Inline bool   `yaml:"inline"`         // a field that is called so
	base   `json:",inline" mapstructure:",squash"`
	Both   string `Json:"b" json:"both"` // the right key is there
	Flow   string `yaml:"flow,flow"`
	Config base   `json:",squash"` // read by mapstructure, which knows the option by whatever key
}

type base struct{ ID string }

// A reference may be inline: the name is the field's.
type reference struct {
	Name   string `yaml:"name"`
	Inline *base  `yaml:"inline"`
}

// An ORM reads the option.
type order struct {
	ID   int64 `db:"id,-"`
	Item string
}

// A protocol has keys of one letter in both cases.
type event struct {
	Kind string `json:"e"`
	Time int64  `json:"E"`
}

// Keys that differ by case in a type that the program fills itself.
type state struct {
	Messages []string `json:"messages"`
	Others   []string `json:"Messages"`
}

func save(s *state) ([]byte, error) { return json.Marshal(s) }

func handle(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var unused account
	json.NewDecoder(r.Body).Decode(&unused) // drained: what comes is not used
	var o order
	_ = json.NewDecoder(r.Body).Decode(&o) // without a body, the defaults
	w.Write([]byte(e.Kind + o.Item))
}

// What the program wrote itself.
func config(b []byte) (s state) {
	json.Unmarshal(b, &s)
	return s
}

// An expression has its operators for keys.
type expression struct {
	Sum        []expression `json:"+,omitempty"`
	Difference []expression `json:"-,omitempty"`
	Value      float64      `json:"value"`
}
