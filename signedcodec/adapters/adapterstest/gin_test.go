package adapterstest

import (
	"io"
	"net/http"
	"testing"

	"github.com/gin-contrib/sessions"
	"github.com/gin-gonic/gin"
	"github.com/gorilla/securecookie"
	gorilla "github.com/gorilla/sessions"

	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

// ginStore is all that gin sessions need around a gorilla store with our codec:
// a program writes these lines once.
type ginStore struct{ *gorilla.CookieStore }

func (s ginStore) Options(o sessions.Options) { s.CookieStore.Options = o.ToGorillaOptions() }

var _ sessions.Store = ginStore{}

func TestGinSessions(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	store := ginStore{gorilla.NewCookieStore()}
	store.Codecs = []securecookie.Codec{adapters.NewCookieCodec(gobSigner(t))}
	store.Options(sessions.Options{Path: "/", HttpOnly: true})
	router := gin.New()
	router.Use(sessions.Sessions("session", store))
	router.GET("/login", func(c *gin.Context) {
		s := sessions.Default(c)
		s.Set("user", c.Query("user"))
		if err := s.Save(); err != nil {
			c.String(500, err.Error())
		}
	})
	router.GET("/", func(c *gin.Context) {
		user, _ := sessions.Default(c).Get("user").(string)
		_, _ = io.WriteString(c.Writer, "user="+user)
	})
	ada := visit(t, router)
	ada.get("/login?user=ada")
	if got := ada.get("/"); got != "user=ada" {
		t.Fatal(got)
	}
	good := ada.cookies()[0].Value
	ada.setCookies(&http.Cookie{Name: "session", Value: flipText(good)})
	if got := ada.get("/"); got != "user=" {
		t.Error("a forged cookie:", got)
	}
}
