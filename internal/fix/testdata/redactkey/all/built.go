package all

import "fmt"

type kv map[string]string

func (c kv) Put(key, value string)  { c[key] = value }
func (c kv) Find(key string) string { return c[key] }
func (c kv) Drop(key string)        { delete(c, key) }

const grantPrefix = "grant:"

func SaveGrant(c kv, token, user string) {
	key := fmt.Sprintf("token:%s", token) // fix: redactkey
	c.Put(key, user)
}

func FindGrant(c kv, token string) string {
	return c.Find(fmt.Sprintf("token:%s", token))
}

func DropGrant(c kv, token string) { c.Drop(fmt.Sprintf("token:%s", token)) }

func SaveRefresh(c kv, token, user string) {
	c.Put(grantPrefix+token, user) // fix: redactkey
}

func FindRefresh(c kv, token string) string { return c.Find(grantPrefix + token) }

type store struct {
	kv
	prefix string
}

func (s *store) Save(token, user string) { s.Put(s.prefix+token, user) }

func (s *store) Load(token string) string {
	return s.Find(s.prefix + token) // fix: redactkey
}

func SaveScoped(c kv, scope string, n int, user string) {
	token := c.Find("secret") + scope
	c.Put(fmt.Sprintf("scoped/%s/%d", token, n), user) // fix: redactkey
}

type shared interface {
	SetString(key, value string) error
	GetString(key string) (string, error)
}

func SaveCode(c shared, token, user string) error {
	return c.SetString("code:"+token, user) // fix: memorykey
}

func FindCode(c shared, token string) (string, error) {
	key := "code:" + token
	return c.GetString(key)
}

func bytesKey(token []byte) string {
	return fmt.Sprintf("s:t.%s", token) // fix: redactkey
}

func SaveBytes(c kv, token []byte, user string) { c.Put(bytesKey(token), user) }
