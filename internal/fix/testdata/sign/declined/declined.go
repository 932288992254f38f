// Package declined holds decodes whose writer is not there, or in doubt.
package declined

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"net/http"
	"os"
)

type (
	Foreign struct{ A int }
	Reply   struct{ B int }
	Twin    struct{ C int }
	Plain   struct{ D int }
	Tuned   struct{ E int }
	Answer  struct{ F int }
	Handed  struct{ G int }
	Printed struct{ H int }
	Twofold struct{ I int }
)

type Store interface {
	Get(key string) ([]byte, error)
	Set(key string, b []byte) error
}

// Nobody here writes it.
func LoadForeign(s Store) (f Foreign, err error) {
	b, err := s.Get("foreign")
	if err != nil {
		return f, err
	}
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&f) // fix: none
	return f, err
}

// The only writer of the type writes to somebody else.
func LoadReply(s Store) (r Reply, err error) {
	b, err := s.Get("reply")
	if err != nil {
		return r, err
	}
	err = json.Unmarshal(b, &r) // fix: none
	return r, err
}

func WriteReply(w http.ResponseWriter, r Reply) error { return json.NewEncoder(w).Encode(r) }

// The writer's key begins otherwise.
func LoadTwin(s Store, id string) (t Twin, err error) {
	b, err := s.Get("twin:" + id)
	if err != nil {
		return t, err
	}
	err = json.Unmarshal(b, &t) // fix: none
	return t, err
}

func SaveTwin(s Store, id string, t Twin) error {
	b, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return s.Set("other:"+id, b)
}

// A cookie must be text.
func LoadPlain(r *http.Request) (p Plain, err error) {
	c, err := r.Cookie("plain")
	if err != nil {
		return p, err
	}
	err = json.Unmarshal([]byte(c.Value), &p) // fix: none
	return p, err
}

func WritePlain(w http.ResponseWriter, p Plain) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{Name: "plain", Value: string(b)})
	return nil
}

// A decoder that is used for more than decoding.
func LoadTuned(name string) (t Tuned, err error) {
	f, err := os.Open(name)
	if err != nil {
		return t, err
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	dec.UseNumber()
	err = dec.Decode(&t) // fix: none
	return t, err
}

func SaveTuned(name string, t Tuned) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return json.NewEncoder(f).Encode(t)
}

// What is stored is also the answer.
func LoadAnswer(s Store) (a Answer, err error) {
	b, err := s.Get("answer")
	if err != nil {
		return a, err
	}
	err = json.Unmarshal(b, &a) // fix: none
	return a, err
}

func SaveAnswer(w http.ResponseWriter, s Store, a Answer) error {
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	return s.Set("answer", b)
}

// What is read is handed on, too.
func LoadHanded(w http.ResponseWriter, s Store) (h Handed, err error) {
	b, err := s.Get("handed")
	if err != nil {
		return h, err
	}
	if _, err := w.Write(b); err != nil {
		return h, err
	}
	err = json.Unmarshal(b, &h) // fix: none
	return h, err
}

func SaveHanded(s Store, h Handed) error {
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return s.Set("handed", b)
}

// The only writer writes to the standard output.
func LoadPrinted(name string) (p Printed, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return p, err
	}
	err = json.Unmarshal(b, &p) // fix: none
	return p, err
}

func Print(p Printed) error { return json.NewEncoder(os.Stdout).Encode(p) }

// Another reader takes it for something else.
func LoadTwofold(s Store, id string) (t Twofold, err error) {
	b, err := s.Get("twofold:" + id)
	if err != nil {
		return t, err
	}
	err = json.Unmarshal(b, &t) // fix: none
	return t, err
}

func LoadFields(s Store, id string) (fields map[string]int, err error) {
	b, err := s.Get("twofold:" + id)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(b, &fields) // fix: none
	return fields, err
}

func SaveTwofold(s Store, id string, t Twofold) error {
	b, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return s.Set("twofold:"+id, b)
}
