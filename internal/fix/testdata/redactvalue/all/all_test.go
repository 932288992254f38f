package all

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	r := httptest.NewRequest("GET", "/a?access_token=s3cret", nil)
	r.Header.Set("Authorization", "Bearer s3cret")
	resp := &http.Response{Header: http.Header{"Set-Cookie": {"session=s3cret"}, "Vary": {"Accept"}}}
	e := NewEntry(r, resp)
	if e.varies(r) {
		t.Error("the entry does not fit its own request")
	}
	if text := fmt.Sprint(e.Header, e.URL); strings.Contains(text, "s3cret") || !strings.Contains(text, "Vary") {
		t.Errorf("stored: %s", text)
	}
	if b, err := Dump(r); err != nil || strings.Contains(string(b), "s3cret") {
		t.Errorf("stored: %s, %v", b, err)
	}
	if r.Header.Get("Authorization") != "Bearer s3cret" {
		t.Error("the request has changed")
	}
}
