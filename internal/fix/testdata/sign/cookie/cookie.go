package cookie

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
)

type Preferences struct {
	Language string `json:"language"`
	Discount int    `json:"discount"`
}

func FromRequest(r *http.Request) Preferences {
	p := Preferences{Language: "en"}
	c, err := r.Cookie("preferences")
	if err != nil {
		return p
	}
	raw, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return p
	}
	_ = json.Unmarshal(raw, &p) // fix: sign
	return p
}

func (p Preferences) Write(w http.ResponseWriter) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{
		Name:   "preferences",
		Value:  base64.RawURLEncoding.EncodeToString(raw),
		MaxAge: 365 * 24 * 60 * 60,
	})
	return nil
}

// Show writes the preferences to the browser: nobody reads that back.
func (p Preferences) Show(w http.ResponseWriter) error {
	return json.NewEncoder(w).Encode(p)
}
