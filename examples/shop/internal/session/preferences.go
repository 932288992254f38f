package session

import (
	"fmt"
	"net/http"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const (
	preferencesCookie   = "shop_preferences"
	preferencesLifetime = 365 * 24 * time.Hour
	maxPreferences      = 1 << 10 // bytes
)

// Preferences are what the shop knows of a visitor who is not logged in. They
// outlive the session. Member is the number of the visitor's loyalty card, which
// gives MemberDiscount percent off: to whoever holds the cookie, as with the card.
type Preferences struct {
	Currency       string `json:"currency"`
	Language       string `json:"language"`
	Member         string `json:"member,omitempty"`
	MemberDiscount int    `json:"member_discount,omitempty"`
}

// PreferencesCookie reads and writes the cookie of the preferences.
type PreferencesCookie struct {
	signer *signedcodec.Signer
	secure bool
}

// NewPreferencesCookie returns a cookie that is signed with keys. With secure set,
// browsers send it over HTTPS only.
func NewPreferencesCookie(keys signedcodec.KeySource, secure bool) (*PreferencesCookie, error) {
	signer, err := signedcodec.New(keys, "shop/preferences",
		signedcodec.WithMaxAge(preferencesLifetime), signedcodec.WithMaxBytes(maxPreferences))
	if err != nil {
		return nil, fmt.Errorf("session: preferences: %w", err)
	}
	return &PreferencesCookie{signer: signer, secure: secure}, nil
}

// Read returns the preferences of the request's cookie, or the defaults if it has
// none that the shop wrote.
func (c *PreferencesCookie) Read(r *http.Request) Preferences {
	p := Preferences{Currency: "EUR", Language: "en"}
	cookie, err := r.Cookie(preferencesCookie)
	if err != nil {
		return p
	}
	var signed Preferences
	if err := c.signer.UnmarshalString(cookie.Value, &signed); err != nil {
		return p
	}
	return signed
}

// Write sets the cookie of the preferences.
func (c *PreferencesCookie) Write(w http.ResponseWriter, p Preferences) error {
	value, err := c.signer.MarshalString(p)
	if err != nil {
		return fmt.Errorf("session: preferences: %w", err)
	}
	http.SetCookie(w, &http.Cookie{
		Name:     preferencesCookie,
		Value:    value,
		Path:     "/",
		MaxAge:   int(preferencesLifetime / time.Second),
		HttpOnly: true,
		Secure:   c.secure,
		SameSite: http.SameSiteLaxMode,
	})
	return nil
}
