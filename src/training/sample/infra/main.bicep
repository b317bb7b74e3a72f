resource web 'Microsoft.Web/sites@2022-03-01' = {
  name: 'shop'
  properties: {
    siteConfig: {
      linuxFxVersion: 'PYTHON|3.12'
      appCommandLine: 'gunicorn wsgi:application'
      appSettings: [ { name: 'FLASK_DEBUG', value: '0' } ]
    }
  }
}
