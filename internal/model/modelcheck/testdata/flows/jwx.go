package flows

import (
	"encoding/gob"
	"net/http"
	"strings"

	jwt2 "github.com/lestrrat-go/jwx/v2/jwt"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

func claims(r *http.Request, key jws.VerifyOption) {
	var v any
	token := r.Header.Get("X-Token")
	_, _ = jwt2.ParseInsecure([]byte(token))                // want
	_, _ = jwt.ParseInsecure([]byte(token))                 // want
	_ = gob.NewDecoder(strings.NewReader(token)).Decode(&v) // want
	payload, err := jws.Verify([]byte(token), key)
	if err == nil {
		_ = gob.NewDecoder(strings.NewReader(string(payload))).Decode(&v)
	}
}
