// Package reflection has types that call what the input names.
package reflection

import (
	"encoding/json"
	"net/http"
	"reflect"
)

type service struct{}

func (service) Ping() {}

// A call calls a method of the service by its name.
type call struct{ Method string }

func (c *call) UnmarshalJSON(b []byte) error {
	var raw struct{ Method string }
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	c.Method = raw.Method
	reflect.ValueOf(service{}).MethodByName(raw.Method).Call(nil)
	return nil
}

func calls(r *http.Request) (v []call, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*call\).UnmarshalJSON, which (calls|looks up a method) by reflection`
	return v, err
}

// A record sets its own fields by their names: nothing is called.
type record struct{ Name, Place string }

func (v *record) UnmarshalJSON(b []byte) error {
	var raw map[string]string
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	for name, text := range raw {
		if f := reflect.ValueOf(v).Elem().FieldByName(name); f.IsValid() {
			f.SetString(text)
		}
	}
	return nil
}

func records(r *http.Request) (v []record, err error) {
	err = json.NewDecoder(r.Body).Decode(&v)
	return v, err
}
