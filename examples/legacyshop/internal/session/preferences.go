package session

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
)

const preferencesCookie = "shop_preferences"

// Preferences are what the shop knows of a visitor who is not logged in. They
// outlive the session. Member is the number of the visitor's loyalty card, which
// gives MemberDiscount percent off.
type Preferences struct {
	Currency       string `json:"currency"`
	Language       string `json:"language"`
	Member         string `json:"member,omitempty"`
	MemberDiscount int    `json:"member_discount,omitempty"`
}

// PreferencesFromRequest returns the preferences of the request's cookie, or the
// defaults if it has none.
func PreferencesFromRequest(r *http.Request) Preferences {
	p := Preferences{Currency: "EUR", Language: "en"}
	c, err := r.Cookie(preferencesCookie)
	if err != nil {
		return p
	}
	raw, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return p
	}
	_ = json.Unmarshal(raw, &p)
	return p
}

// Write sets the cookie of the preferences.
func (p Preferences) Write(w http.ResponseWriter) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("session: preferences: %w", err)
	}
	http.SetCookie(w, &http.Cookie{
		Name:     preferencesCookie,
		Value:    base64.RawURLEncoding.EncodeToString(raw),
		Path:     "/",
		MaxAge:   365 * 24 * 60 * 60,
		SameSite: http.SameSiteLaxMode,
	})
	return nil
}
