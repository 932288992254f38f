package cookie

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	w := httptest.NewRecorder()
	if err := (Preferences{Language: "de", Discount: 3}).Write(w); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	for _, c := range w.Result().Cookies() {
		r.AddCookie(c)
	}
	if got := FromRequest(r); got.Language != "de" || got.Discount != 3 {
		t.Errorf("got %v", got)
	}
}

func TestRefused(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "preferences", Value: base64.RawURLEncoding.EncodeToString([]byte(`{"discount":90}`))})
	if got := FromRequest(r); got.Discount != 0 {
		t.Errorf("got %v", got)
	}
}
