// Package defaults has keys in the tags of its settings.
package defaults

// Settings are read from the environment.
type Settings struct {
	Addr   string `env:"ADDR" envDefault:":8080"`
	Secret string `env:"SECRET" envDefault:"change me"`    // fix: tag
	Other  string `env:"OTHER" env-default:"change me"`    // fix: tag
	Third  string `default:"change me" split_words:"true"` // fix: tag
}
